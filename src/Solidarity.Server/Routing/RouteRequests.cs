using Google.Protobuf.Collections;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Grains.Planning;
using Solidarity.Server.Requests;
using Solidarity.Views.Access;

namespace Solidarity.Server.Routing;

/// <summary>Reads the questions of routes.proto.</summary>
internal static class RouteRequests
{
    /// <summary>The most corridors that may be left out of a plan.</summary>
    public const int WithoutMax = 1_000;

    public static (RoutesQuestion Question, Viewer Viewer) Read(
        this V1.PlanRoutesRequest request, DateTimeOffset now)
    {
        var fields = new Fields();
        var strike = fields.Strike("strike", request.Strike);
        var from = fields.BodyOrNone("from", request.From);
        var sum = fields.MoneyOrNone("amount", request.Amount);
        if (sum is not null && from is null)
            fields.Add("from", "is missing; say where the amount is");
        var deadline = fields.Time("deadline", request.Deadline);
        if (deadline is { } late && late <= now)
            fields.Add("deadline", $"is {late:yyyy-MM-ddTHH:mm:ssZ}, and must be later than now, "
                + $"{now:yyyy-MM-ddTHH:mm:ssZ}; leave it out for whenever the money arrives");
        var without = Without(fields, request.Without);
        var viewer = fields.Viewer("viewer", request.Viewer);
        fields.Check();
        return (new RoutesQuestion(strike, from, sum, deadline, without), viewer);
    }

    private static ImmutableArray<ExcludedCorridor> Without(Fields fields, RepeatedField<V1.CorridorName> corridors)
    {
        if (corridors.Count > WithoutMax)
        {
            fields.Add("without", $"has {corridors.Count}; at most {WithoutMax} corridors may be left out");
            return [];
        }
        return [.. corridors.Select((corridor, i) => Corridor(fields, $"without[{i}]", corridor))];
    }

    private static ExcludedCorridor Corridor(Fields fields, string field, V1.CorridorName corridor)
    {
        var from = fields.Body($"{field}.from", corridor.From);
        var to = fields.Body($"{field}.to", corridor.To);
        var given = fields.Currency($"{field}.given", corridor.Given);
        Currency arrives = corridor.Arrives is null ? given : fields.Currency($"{field}.arrives", corridor.Arrives);
        return new ExcludedCorridor(from, new CorridorKey(to, given, arrives));
    }
}
