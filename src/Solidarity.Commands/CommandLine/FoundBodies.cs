
namespace Solidarity.Commands.CommandLine;

/// <summary>Reads the names of sections and federations where an id alone may stand for either: what goes by the ids on
/// a command line was asked of the service in one question.</summary>
internal sealed class FoundBodies
{
    /// <summary>Where no id stands alone.</summary>
    public static readonly FoundBodies None = new([]);

    /// <summary>How many ids one question may have.</summary>
    public const int IdsMax = 1_000;

    private readonly HashSet<string> _names;

    private FoundBodies(IEnumerable<string> names) => _names = [.. names];

    public IReadOnlyCollection<string> All => _names;

    /// <summary>The ids that stand alone on a command line.</summary>
    public static string[] IdsIn(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var texts = command.Arguments.OfType<IBodySymbol>().Concat(command.Options.OfType<IBodySymbol>())
            .SelectMany(symbol => symbol.Given(parsed));
        return [.. texts.Where(Names.IsSlug).Distinct()];
    }

    public static async Task<FoundBodies> AskAsync(ServiceCall call, IEnumerable<string> ids)
    {
        var request = new FindBodiesRequest { Ids = { ids } };
        return new FoundBodies((await call.AskAsync(request, call.Services.Bodies.FindBodiesAsync)).Names);
    }

    /// <summary>sections/{id} or federations/{id}.</summary>
    /// <exception cref="UsageException">It is no name.</exception>
    /// <exception cref="UnknownBodyException">Nobody goes by the id, or a section and a federation do.</exception>
    public string Read(string text, string field) => text.Contains('/', StringComparison.Ordinal)
        ? Names.Body(text, field)
        : FindAll(Names.Id(text, field)) switch
        {
            [var name] => name,
            [] => throw UnknownBodyException.None(field, text),
            var both => throw UnknownBodyException.Several(field, text, both),
        };

    /// <summary>All that go by an id.</summary>
    public string[] FindAll(string id) => [.. Names.BothOf(id).Where(_names.Contains)];
}
