using Solidarity.Domain.Bodies;
using Solidarity.Server.Requests;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Bodies;

/// <summary>What is asked of sections and federations alike.</summary>
internal sealed class BodiesService(Projector projector) : V1.BodiesService.BodiesServiceBase
{
    private const string Field = "ids";

    public override async Task<V1.FindBodiesResponse> FindBodies(
        V1.FindBodiesRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        if (request.Ids.Count is 0 or > ServerLimits.PageSizeMax)
            fields.Add(Field, $"has {request.Ids.Count}; give 1 to {ServerLimits.PageSizeMax}");
        else
            for (var at = 0; at < request.Ids.Count; at++)
                fields.Id<SectionId>($"{Field}[{at}]", request.Ids[at]);
        fields.Check();
        var world = await projector.LatestAsync(context.CancellationToken);
        return new V1.FindBodiesResponse { Names = { request.Ids.Distinct().SelectMany(id => NamesOf(world, id)) } };
    }

    private static IEnumerable<string> NamesOf(World world, string id)
    {
        foreach (var body in new[] { new Address(BodyKind.Section, id), new Address(BodyKind.Federation, id) })
            if (world.FindUnknown([body]) < 0)
                yield return body.ToString();
    }
}
