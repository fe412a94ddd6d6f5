using Solidarity.Commands.CommandLine;

namespace Solidarity.Commands.Federations;

/// <summary><c>solidarity federations amend</c>.</summary>
internal static class FederationAmending
{
    public static Command Amend(Frame frame)
    {
        var federation = Arguments.Federation();
        var name = Options.Text("--name", "TEXT", "What it calls itself.");
        var locality = Options.Text("--locality", "TEXT", "Its town. Or none.");
        var country = Options.Text("--country", "CODE", "Its country, two capital letters: CH.");
        Option[] all = [name, locality, country];
        var command = new Command("amend", T("Put right what was said of a federation. What is left out stays; "
            + "what was "
            + "said before is kept. How far it reaches cannot be changed: calls have gone by it."))
        {
            federation, all,
        };
        return frame.Sends(command.WithExamples(
            "federations amend geneva --name \"Trades of Geneva\""), call =>
        {
            call.GivesSome(all);
            var request = new AmendFederationRequest { Federation = call.Federation(federation) };
            if (call.Get(name) is { } called)
                request.DisplayName = called;
            if (None.OrText(call.Get(locality)) is { } town)
                request.Locality = town;
            if (call.IsGiven(country))
                request.Country = call.Country(country);
            return call.SendAsync(request, call.Services.Federations.AmendFederationAsync,
                _ => new Said($"{request.Federation} is amended.",
                    new Hint("See what it was", $"federations show {Names.Short(request.Federation)} --history")));
        });
    }
}
