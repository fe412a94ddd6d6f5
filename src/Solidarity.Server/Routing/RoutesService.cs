using Solidarity.Domain.Decisions;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Grains.Hosting;
using Solidarity.Grains.Planning;
using Solidarity.Server.Errors;
using Solidarity.Server.Requests;
using Solidarity.Views.Access;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Routing;

internal sealed class RoutesService(Planner planner, Projector projector, [BooksTime] TimeProvider time)
    : V1.RoutesService.RoutesServiceBase
{
    public override async Task PlanRoutes(
        V1.PlanRoutesRequest request, IServerStreamWriter<V1.PlanRoutesResponse> responseStream,
        ServerCallContext context)
    {
        var now = time.GetUtcNow();
        var (question, viewer) = request.Read(now);
        Check(await projector.LatestAsync(context.CancellationToken), question, viewer);
        var (plan, refusal) = await planner.PlanRoutesAsync(question, now, context.CancellationToken);
        if (plan is null)
            throw new RefusedException(refusal!);
        foreach (var message in plan.ToWire(question))
            await responseStream.WriteAsync(message, context.CancellationToken);
    }

    // Corridors are shown to everybody, so the ways of a sum may be, too; who has pledged what is in the books.
    private static void Check(World world, RoutesQuestion question, Viewer viewer)
    {
        var isOwn = question.From is { } giver && (question.Sum is not null || viewer.Owns(giver));
        if (isOwn)
            world.FindStrike(question.Strike);
        else
            world.FindStrike(question.Strike, viewer, Detail.Books, "the plan of all that is pledged");
        if (question.From is { } from && world.FindUnknown([from]) >= 0)
            throw new RefusedException(Refusal.Of(
                RefusalKind.NotFound, "UNKNOWN_BODY", $"from: there is no {from}. Check its name.", ("field", "from")));
    }
}
