using Solidarity.Commands.Client;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Failures;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;
using Solidarity.Commands.Terminals;
using Spectre.Console;

namespace Solidarity.Commands.Strikes;

/// <summary><c>solidarity strikes shares|share-out</c>: what is left in the fund of an ended strike, shared by those
/// who gave.</summary>
internal static class ShareCommands
{
    public static Command List(Frame frame)
    {
        var (section, strike) = (SurplusCommands.Section(), SurplusCommands.Strike());
        var command = new Command("shares",
            T("List what each of those who gave has a share in of what is left in the fund of an ended strike."))
        {
            section, strike,
        };
        return frame.Asks(command.WithExamples("strikes shares paris-bronze-workers paris-bronze-1867"), async call =>
        {
            var shared = await AskAsync(call, call.Section(section), call.Strike(strike));
            call.Show(shared, () => Rows(shared), console => Write(console, shared));
            if (shared.Shares.Any(share => share.Due.MinorUnits > 0 && IsToSection(share)))
                call.Suggest(new Hint("See how to send back what is due", "strikes share-out --help"));
        });
    }

    public static Command Return(Frame frame)
    {
        var (section, strike) = (SurplusCommands.Section(), SurplusCommands.Strike());
        var authority = Options.Authority();
        var command = new Command("share-out",
            T($"Send back to each section its share of what is left in the fund of an ended strike. {Final.Note} Run "
            + $"again, it sends back only what is due still."))
        {
            section, strike, authority,
        };
        return frame.Asks(command.WithExamples(
            "strikes share-out paris-bronze-workers paris-bronze-1867 --authority \"assembly of 3 May\""),
            call => ReturnAsync(call, call.Section(section), call.Strike(strike), call.Text(authority)));
    }

    private static async Task ReturnAsync(ServiceCall call, string section, string strike, string authority)
    {
        var shared = await AskAsync(call, section, strike);
        var due = shared.Shares.Where(share => share.Due.MinorUnits > 0).ToArray();
        var sent = new List<SurplusShare>();
        foreach (var share in due.Where(IsToSection))
        {
            var request = new ReturnSurplusRequest
            {
                Section = section,
                Strike = strike,
                ReturnId = IdOf(share, strike),
                Donor = share.Giver.Body,
                Amount = share.Due,
                Authority = authority,
                // What was returned to somebody by hand just now may be the same sum; it is counted already.
                Again = true,
            };
            // Two people who do this at once return it once.
            request.RequestId = RequestIds.Of($"share-out {request}");
            try
            {
                await call.AskAsync(request, call.Services.Strikes.ReturnSurplusAsync);
            }
            catch (Exception problem) when (!Failure.IsLeaving(problem, call.Cancelled))
            {
                if (sent.Count > 0)
                    call.Terminal.Tell($"stopped here; {sent.Count} shares are on their way. Give the same line again, "
                        + $"and it goes on.");
                throw;
            }
            sent.Add(share);
            if (!call.Json)
                call.Terminal.Say($"{SumText.Of(share.Due)} from the fund of {strike} are going back to "
                    + $"{share.Giver.Body}.");
        }
        Tell(call, section, sent, [.. due.Where(share => !IsToSection(share))]);
    }

    private static void Tell(
        ServiceCall call, string section, List<SurplusShare> sent, IReadOnlyList<SurplusShare> others)
    {
        if (call.Json)
        {
            JsonText.Write(call.Terminal.Output, new JsonFields { ["returned"] = sent, ["notReturned"] = others });
            return;
        }
        if (sent.Count == 0)
            call.Terminal.Say($"No section has a share to come.");
        foreach (var share in others)
            call.Terminal.Say($"{SumText.Of(share.Due)} would be the share of {Parties.InWords(share.Giver)}, which is "
                + $"no section; it stays in the fund.");
        if (sent.Count > 0)
            call.Suggest(new Hint("See where the money is", $"strikes surplus {Names.Short(section)}"));
    }

    private static async Task<ListSurplusSharesResponse> AskAsync(ServiceCall call, string section, string strike)
    {
        var all = new ListSurplusSharesResponse();
        all.Shares.AddRange(await call.AskAllAsync(
            new ListSurplusSharesRequest { Strike = strike, Viewer = section },
            call.Services.Strikes.ListSurplusSharesAsync, page =>
            {
                all.Funds.Clear();
                all.Funds.AddRange(page.Funds);
                return page.Shares;
            }));
        return all;
    }

    private static void Write(IAnsiConsole console, ListSurplusSharesResponse shared)
    {
        if (shared.Funds.Count == 0)
            console.WriteLine(T("Nothing has arrived in the fund."));
        foreach (var fund in shared.Funds)
        {
            console.WriteLine(T($"{SumText.Of(fund.Left)} are left"));
            if (fund.Owed.MinorUnits > 0)
                console.WriteLine(T($"{SumText.Of(fund.Owed)} of loans come first"));
            if (fund.Waiting.MinorUnits > 0)
                console.WriteLine(T($"{SumText.Of(fund.Waiting)} wait to be sent again"));
        }
        if (shared.Shares.Count > 0)
            console.Write(Rows(shared));
    }

    private static Sheet Rows(ListSurplusSharesResponse shared) =>
        Sheet.Of(shared.Shares, ["From~", "Gave>", "Returned>", "Due>"], share =>
        [
            Parties.Short(share.Giver), SumText.Of(share.Gave), SumText.Of(share.Returned), SumText.Of(share.Due),
        ]);

    // The same as long as nothing was sent back to it in between.
    private static string IdOf(SurplusShare share, string strike) =>
        $"share-{RequestIds.Of($"{strike} {share.Giver.Body} {share.Due.CurrencyCode} {share.Times}")}";

    private static bool IsToSection(SurplusShare share) =>
        share.Giver.Body.StartsWith("sections/", StringComparison.Ordinal);
}
