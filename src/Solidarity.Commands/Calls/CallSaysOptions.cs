using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Calls;

/// <summary>What a call is to say from now on, as requests have it: what is null or empty stays as said.</summary>
internal sealed record CallSays(
    string? Asks, V1.Money? Need, IReadOnlyCollection<SupportKind> Support, CallTerms? Terms,
    IReadOnlyCollection<CallPart> Without);

/// <summary>The options that say what a call asks. Each takes "none" for what it is to ask no more.</summary>
internal sealed class CallSaysOptions
{
    private readonly Option<string?> _asks = Options.Text("--asks", "TEXT", "What is asked, in words. Or none.");

    private readonly Option<string[]> _need = Options.Sum(
        "--need", "What is needed: --need 5000 CHF. Or none.", orNone: true);

    private readonly Option<string[]> _support = Options.Many("--ask", "KIND",
        $"What is asked besides money: {EnumText.Choices<SupportKind>()}. Repeat for more. Or none.");

    private readonly CallTermsOptions _terms = new();

    public Option[] All => [_asks, _need, _support, .. _terms.All];

    public CallSays Read(ServiceCall call)
    {
        var without = new List<CallPart>();
        var need = None.Or(call.Get(_need), CallPart.Need, without);
        return new CallSays(
            None.OrText(call.Get(_asks)),
            need.Length == 0 ? null : SumReader.Given(need, "need"),
            [
                .. None.Or(call.Get(_support), CallPart.Support, without)
                    .Select(kind => EnumText.Parse<SupportKind>(kind, "ask")),
            ],
            _terms.Read(call, without),
            without);
    }
}
