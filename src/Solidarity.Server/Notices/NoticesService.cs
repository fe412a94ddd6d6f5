using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Notices;
using Solidarity.Domain.Sections.Notices;
using Solidarity.Grains.Hosting;
using Solidarity.Server.Errors;
using Solidarity.Server.Requests;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Notices;

internal sealed class NoticesService(
    CommandSender sender, NoticeSender notices, Projector projector, [BooksTime] TimeProvider time)
    : V1.NoticesService.NoticesServiceBase
{
    /// <summary>How long a question waits for what is being sent, in seconds.</summary>
    public const int ToldSecondsMax = 15;

    public override Task<V1.CommandReply> SetNotices(V1.SetNoticesRequest request, ServerCallContext context) =>
        SendAsync(request.Read(notices.Hosts), request, context);

    public override Task<V1.CommandReply> StopNotices(V1.StopNoticesRequest request, ServerCallContext context) =>
        SendAsync(request.Read(), request, context);

    public override Task<V1.CommandReply> TestNotices(V1.TestNoticesRequest request, ServerCallContext context) =>
        SendAsync(request.Read(), request, context);

    public override async Task<V1.Notices> GetNotices(V1.GetNoticesRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var body = fields.Body("body", request.Body);
        var viewer = fields.Viewer("viewer", request.Viewer);
        if (request.ToldPosition < 0)
            fields.Add("told_position", $"is {request.ToldPosition}; it must not be negative");
        fields.Check();
        var world = await projector.LatestAsync(context.CancellationToken);
        if (world.FindUnknown([body]) >= 0)
            throw new RefusedException(CommonRefusals.NotFounded(body));
        if (!viewer.Owns(body))
            throw new RefusedException(Refusal.Of(
                RefusalKind.PermissionDenied, "OWN_NOTICES_ONLY",
                $"where the notices of {body} go is for itself alone", ("body", body), ("viewer", viewer)));
        if (request.ToldPosition > 0)
            world = await ToldAsync(body, request.ToldPosition, context.CancellationToken);
        return NoticeMessages.ToWire(world, body, notices, time.GetUtcNow());
    }

    private Task<V1.CommandReply> SendAsync(
        NoticeOrder order, Google.Protobuf.IMessage sent, ServerCallContext context) => order.Owner.IsSection
        ? sender.SendAsync(
            Order.To(order.RequestId, order.Owner.Section, new OwnNoticesCommand.ToNotices(order.Command)), sent,
            context)
        : sender.SendAsync(
            Order.To(order.RequestId, order.Owner.Federation, new FederationCommand.ToNotices(order.Command)), sent,
            context);

    /// <summary>A world in which all that waited at a position was sent, or has failed; or the latest one, when that
    /// takes too long.</summary>
    private async Task<World> ToldAsync(Address body, long position, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(ToldSecondsMax));
        while (true)
        {
            var world = projector.Current;
            if (IsTold(world, body, position))
                return world;
            try
            {
                await projector.WaitForAsync(world.Position + 1, limit.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return world;
            }
        }
    }

    private bool IsTold(World world, Address body, long position)
    {
        var state = world.NoticesOf(body) ?? BodyNotices.None;
        return world.Position >= position && world.Notices.QueuesOf(body).All(queue =>
            state.Settings.Find(queue.Target) is not { } channel || notices.WhyNot(channel.Kind) is not null
            || queue.Listed.FirstOrDefault() is not { } first || first.Position > position
            || state.RecordOf(queue.Target).FailedAt >= queue.Listed.Last(one => one.Position <= position).At);
    }
}
