using Grpc.Core;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Failures;
using Solidarity.Commands.Settings;
using Solidarity.Commands.Terminals;

namespace Solidarity.Commands.Shells;

/// <summary>Ids that the service knows, for somebody who is typing one. It has a moment to answer; where it does not,
/// there are none.</summary>
internal sealed class ServiceIds(Terminal terminal, GlobalOptions globals)
{
    private const int AnswerMsMax = 1_000;
    private const int IdsMax = 1_000;

    public IReadOnlyList<string> Strikes(ParseResult parsed) => Ask(parsed, StrikesAsync);

    public IReadOnlyList<string> Bodies(NamedKind kind, ParseResult parsed) =>
        Ask(parsed, call => BodiesAsync(call, kind));

    /// <summary>The id that somebody may have meant who named a body that does not exist.</summary>
    /// <param name="failure">Its fact <c>body</c> is <c>strike x</c>, <c>strikes/x</c> and the like, or an id alone.
    /// </param>
    /// <returns>Null where it says something else, or no id is near.</returns>
    public string? NearestTo(Failure failure, ParseResult parsed)
    {
        if (failure.Reason != UnknownBodyException.NotThere
            || !failure.Metadata.TryGetValue(UnknownBodyException.Body, out var body))
            return null;
        return body.Split(' ', '/') switch
        {
            [var id] => Nearest.To(id, Bodies(NamedKind.Either, parsed)),
            ["section" or "sections", var id] => Nearest.To(id, Bodies(NamedKind.Section, parsed)),
            ["federation" or "federations", var id] => Nearest.To(id, Bodies(NamedKind.Federation, parsed)),
            ["strike" or "strikes", var id] => Nearest.To(id, Strikes(parsed)),
            _ => null,
        };
    }

    private string[] Ask(ParseResult parsed, Func<ServiceCall, Task<IEnumerable<string>>> ask)
    {
        try
        {
            using var giveUp = new CancellationTokenSource(AnswerMsMax);
            using var call = new ServiceCall(parsed, terminal, globals, giveUp.Token);
            return [.. Task.Run(() => ask(call)).GetAwaiter().GetResult()];
        }
        catch (Exception problem) when (
            problem is RpcException or OperationCanceledException or SettingsException or UsageException)
        {
            return [];
        }
    }

    private static async Task<IEnumerable<string>> StrikesAsync(ServiceCall call) =>
        (await call.AskAsync(new ListStrikesRequest { PageSize = IdsMax }, call.Services.Strikes.ListStrikesAsync))
        .Strikes.Select(strike => Names.Short(strike.Name));

    private static async Task<IEnumerable<string>> BodiesAsync(ServiceCall call, NamedKind kind)
    {
        var found = new List<string>();
        if (kind is not NamedKind.Federation)
            found.AddRange((await call.AskAsync(new ListSectionsRequest { PageSize = IdsMax },
                call.Services.Sections.ListSectionsAsync)).Sections.Select(section => Names.Short(section.Name)));
        if (kind is not NamedKind.Section)
            found.AddRange((await call.AskAsync(new ListFederationsRequest { PageSize = IdsMax },
                call.Services.Federations.ListFederationsAsync)).Federations.Select(one => Names.Short(one.Name)));
        return found;
    }
}
