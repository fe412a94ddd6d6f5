using Grpc.Core;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Grains.Hosting;
using Solidarity.Grains.ReadModels;
using Solidarity.Server.Errors;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Routing;

internal sealed class RoutesService(RoutePlans plans, Projector projector, [BooksTime] TimeProvider time)
    : V1.RoutesService.RoutesServiceBase
{
    public override async Task PlanRoutes(
        V1.PlanRoutesRequest request, IServerStreamWriter<V1.PlanRoutesResponse> responseStream,
        ServerCallContext context)
    {
        var now = time.GetUtcNow();
        var (question, viewer) = request.Read(now);
        await CheckAsync(question, viewer, context.CancellationToken);
        var (plan, refusal) = await plans.PlanAsync(question, now, context.CancellationToken);
        if (plan is null)
            throw new RefusedException(refusal!);
        foreach (var message in plan.ToWire(question))
            await responseStream.WriteAsync(message, context.CancellationToken);
    }

    // Corridors are shown to everybody, so the ways of a sum may be, too; who has pledged what is in the books.
    private async Task CheckAsync(RoutesQuestion question, Viewer viewer, CancellationToken cancellation)
    {
        var isOwn = question.From is { } giver && (question.Sum is not null || viewer.Owns(giver));
        await (isOwn
            ? projector.FindStrikeAsync(question.Strike, cancellation)
            : projector.FindStrikeAsync(
                question.Strike, viewer, Detail.Books, "the plan of all that is pledged", cancellation));
        if (question.From is not { } from)
            return;
        if (await projector.FindUnknownAsync([from], cancellation) >= 0)
            throw new RefusedException(Refusal.Of(
                RefusalKind.NotFound, "UNKNOWN_BODY", $"from: there is no {from}. Check its name.", ("field", "from")));
    }
}
