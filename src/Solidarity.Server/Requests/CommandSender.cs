using Google.Protobuf;
using Microsoft.Extensions.Hosting;
using Polly;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Transfers;
using Solidarity.Grains.Clusters;
using Solidarity.Grains.Entries;
using Solidarity.Grains.Hosting;
using Solidarity.Grains.Streams;
using Solidarity.Server.Callers;
using Solidarity.Server.Errors;

namespace Solidarity.Server.Requests;

/// <summary>Sends commands to the bodies that they are for, with the time at which they came in.</summary>
internal sealed class CommandSender(
    IGrainFactory grains, [BooksTime] TimeProvider time, CommandsUnderWay commands, CommandMeter meter,
    IHostApplicationLifetime lifetime)
{
    /// <summary>A grain that moves to another silo is asked there: the command's id counts once.</summary>
    private readonly ResiliencePipeline _retries = SiloFaults.Retries(
        () => lifetime.ApplicationStopping.IsCancellationRequested);

    /// <inheritdoc cref="SendAsync{TCommand}"/>
    public Task<V1.CommandReply> SendAsync(Order<SectionCommand> order, IMessage sent, ServerCallContext context) =>
        SendAsync(order, sent, context, grains.GetGrain<ISectionGrain>(order.Body.Id).Ask);

    /// <inheritdoc cref="SendAsync{TCommand}"/>
    public Task<V1.CommandReply> SendAsync(Order<FederationCommand> order, IMessage sent, ServerCallContext context) =>
        SendAsync(order, sent, context, grains.GetGrain<IFederationGrain>(order.Body.Id).Ask);

    /// <inheritdoc cref="SendAsync{TCommand}"/>
    public Task<V1.CommandReply> SendAsync(TreasuryOrder order, IMessage sent, ServerCallContext context) =>
        order.Owner.IsSection
            ? SendAsync(
                Order.To(order.RequestId, order.Owner.Section, new OwnTreasuryCommand.ToTreasury(order.Command)), sent,
                context)
            : SendAsync(
                Order.To(order.RequestId, order.Owner.Federation, new FederationCommand.ToTreasury(order.Command)),
                sent, context);

    /// <inheritdoc cref="SendAsync{TCommand}"/>
    public Task<V1.CommandReply> SendAsync(Order<TransferCommand> order, IMessage sent, ServerCallContext context) =>
        SendAsync(order, sent, context, grains.GetGrain<ITransferGrain>(order.Body.Id).Ask);

    /// <summary>A caller that leaves does not take its command back: it is decided, and its answer can be had again
    /// under the same request id.</summary>
    /// <param name="order">The command.</param>
    /// <param name="sent">The request that the command was read from: the same request again is the same command.
    /// </param>
    /// <exception cref="RefusedException">A rule said no.</exception>
    /// <exception cref="MalformedRequestException">The request has fields that this version does not know.</exception>
    private async Task<V1.CommandReply> SendAsync<TCommand>(
        Order<TCommand> order, IMessage sent, ServerCallContext context,
        Func<GrainRequest<TCommand>, Task<Reply>> ask) where TCommand : BodyCommand
    {
        var request = new GrainRequest<TCommand>(
            order.RequestId, CanonicalRequest.HashOf(context.Method, sent), [order.Command], Now());
        var began = meter.Began();
        if (!commands.TryBegin())
        {
            meter.Failed(began, context.Method, new LimitExceededException());
            throw ErrorStatus.Overloaded();
        }
        Reply reply;
        try
        {
            reply = await AskAsync(ask, request, context.CancellationToken).WaitAsync(context.CancellationToken);
            meter.Answered(began, context.Method, reply.Refusal);
        }
        catch (Exception problem)
        {
            meter.Failed(began, context.Method, problem);
            throw;
        }
        return reply.Refusal is { } refusal
            ? throw new RefusedException(refusal)
            : new V1.CommandReply
            {
                Name = reply.Part is { } part ? $"{order.Body}/{part}" : order.Name,
                Position = reply.Position,
            };
    }

    /// <summary>Asks until there is an answer. A caller that leaves ends no try that is under way: the command waits in
    /// its grain, and is one of those under way for as long.</summary>
    private async Task<Reply> AskAsync<TCommand>(
        Func<GrainRequest<TCommand>, Task<Reply>> ask, GrainRequest<TCommand> request, CancellationToken left)
        where TCommand : BodyCommand
    {
        try
        {
            return await _retries.ExecuteAsync(async _ => await ask(request), left);
        }
        finally
        {
            commands.Ended();
        }
    }

    // The clock's time enters every entry, so it must be one that may.
    private DateTimeOffset Now()
    {
        var now = time.GetUtcNow();
        return MomentRange.Contains(now)
            ? now
            : throw ErrorStatus.TryLater(StatusCode.Unavailable, "CLOCK_OUT_OF_RANGE",
                $"The service's clock says {now:yyyy-MM-ddTHH:mm:ssZ}, and it keeps books from {MomentRange.Text}, so "
                + $"nothing was done. Set the clock, then try again.",
                ErrorStatus.RetryAfterStopSeconds);
    }
}
