using System.Text.Json.Serialization.Metadata;
using Grpc.Core;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Transfers;
using Solidarity.Grains.Federations;
using Solidarity.Grains.Hosting;
using Solidarity.Grains.Sections;
using Solidarity.Grains.Streams;
using Solidarity.Grains.Transfers;
using Solidarity.Server.Callers;
using Solidarity.Server.Errors;

namespace Solidarity.Server.Requests;

/// <summary>Puts commands to the bodies that they are for, with the time of their coming in.</summary>
internal sealed class CommandDesk(IGrainFactory grains, [BooksTime] TimeProvider time, CommandsUnderWay commands)
{
    public Task<V1.CommandReply> AskAsync(Order<SectionCommand> order, CancellationToken cancellation) =>
        AskAsync(order, DomainJson.SectionCommand, grains.GetGrain<ISectionGrain>(order.Body.Id).Ask, cancellation);

    public Task<V1.CommandReply> AskAsync(Order<FederationCommand> order, CancellationToken cancellation) =>
        AskAsync(
            order, DomainJson.FederationCommand, grains.GetGrain<IFederationGrain>(order.Body.Id).Ask, cancellation);

    public Task<V1.CommandReply> AskAsync(Order<TransferCommand> order, CancellationToken cancellation) =>
        AskAsync(order, DomainJson.TransferCommand, grains.GetGrain<ITransferGrain>(order.Body.Id).Ask, cancellation);

    /// <summary>A caller that leaves does not take its command back: it is decided, and its answer can be had again
    /// under the same request id.</summary>
    /// <exception cref="RefusedException">A rule said no.</exception>
    private async Task<V1.CommandReply> AskAsync<TCommand>(
        Order<TCommand> order, JsonTypeInfo<TCommand> json, Func<GrainRequest<TCommand>, Task<Reply>> ask,
        CancellationToken cancellation) where TCommand : BodyCommand
    {
        var request = Grains.Streams.Requests.Of(order.RequestId, order.Command, json, Now());
        commands.Began();
        Reply reply;
        try
        {
            reply = await ask(request).WaitAsync(cancellation);
        }
        finally
        {
            commands.Ended();
        }
        return reply.Refusal is { } refusal
            ? throw new RefusedException(refusal)
            : new V1.CommandReply { Name = order.Name, Position = reply.Position };
    }

    // The clock's time enters every entry, so it must be one that may.
    private DateTimeOffset Now()
    {
        var now = time.GetUtcNow();
        return MomentRange.Contains(now)
            ? now
            : throw ErrorStatus.TryLater(StatusCode.Unavailable, "CLOCK_OUT_OF_RANGE",
                $"The service's clock says {now:yyyy-MM-ddTHH:mm:ssZ}, and it keeps books from {MomentRange.Text}, so "
                + "nothing was done. Set the clock, then try again with the same request id.",
                ErrorStatus.RetryAfterStopSeconds);
    }
}
