using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Statutes;
using Solidarity.Commands.Sums;
using Spectre.Console;

namespace Solidarity.Commands.Mandates;

/// <summary><c>solidarity mandates grant|recall|list|show</c>.</summary>
internal static class MandateCommands
{
    private const string Collection = "mandates";

    public static Command Create(Frame frame) => Frame.Group(
        Collection, "What delegates may do with a section's money, up to a ceiling and a day, until they are recalled.",
        Grant(frame), Recall(frame), List(frame), Show(frame));

    private static Command Grant(Frame frame)
    {
        var section = Arguments.Section();
        var id = Arguments.Text("ID", "The id that it gets: winter.");
        var holder = Options.Required(
            "--holder", "ROLE", "Who has it: a role or a token such as delegate-2, never a name.");
        var acts = Options.Required("--for", "ACTS", $"What it is for, with commas between: {MoneyActs}.");
        var strike = Options.Text("--strike", "STRIKE", "For this strike alone.");
        var trade = Options.Text("--trade", "TRADE", "For strikes of this trade alone.");
        var ceiling = Options.Sum("--ceiling", "What it may dispose of in all: --ceiling 2000 CHF.");
        ceiling.Required = true;
        var perAct = Options.Sum("--ceiling-per-act", "With one act.");
        var perPeriod = Options.Sum("--ceiling-per-period", "In each period of --per days.");
        var per = Options.Number("--per", "How many days a period has.");
        var until = Options.Required("--until", "DAY", "The last day on which it holds: 1868-12-31.");
        var authority = Options.Authority();
        var command = new Command("grant", T("Give a mandate, by a decision of the members."))
        {
            section, id, holder, acts, strike, trade, ceiling, perAct, perPeriod, per, until, authority,
        };
        return frame.Sends(command.WithExamples(
            "mandates grant geneva-masons winter --holder treasurer --for pledges,payouts --ceiling 2000 CHF "
            + "--ceiling-per-act 200 CHF --until 1868-12-31 --authority \"assembly of 30 April\""), call =>
        {
            var inAll = SumReader.Given(call.Get(ceiling), "ceiling");
            return call.SendAsync(
                new GrantMandateRequest
                {
                    Section = call.Section(section),
                    MandateId = Names.Id(call.Text(id), "id"),
                    Holder = call.Text(holder),
                    Acts = { ActsIn(call.Text(acts), "for") },
                    Strike = call.Strike(strike),
                    Trade = call.Text(trade),
                    Ceilings =
                    {
                        new Ceiling
                        {
                            InAll = inAll,
                            PerActMinorUnits = MinorOf(call.Get(perAct), "ceiling-per-act", inAll),
                            PerPeriodMinorUnits = MinorOf(call.Get(perPeriod), "ceiling-per-period", inAll),
                        },
                    },
                    PeriodDays = call.Get(per) ?? 0,
                    Until = call.Text(until),
                    Authority = call.Text(authority),
                },
                call.Services.Mandates.GrantMandateAsync,
                sent => new Said(
                    $"{sent.Holder} of {sent.Section} has mandate {sent.MandateId} until {Moments.Day(sent.Until)}, up "
                    + $"to {SumText.Of(sent.Ceilings[0].InAll)}. Acts under it have --authority "
                    + $"mandates/{sent.MandateId}.",
                    new Hint("See what is left", $"mandates show {Names.Short(sent.Section)} {sent.MandateId}")));
        });
    }

    private static Command Recall(Frame frame)
    {
        var (section, id, authority) = (Arguments.Section(), Id(), Options.Authority());
        var command = new Command(
            "recall", T("Recall a mandate at once: nothing new rests on it. What is on its way goes on."))
        {
            section, id, authority,
        };
        return frame.Sends(command.WithExamples(
            "mandates recall geneva-masons winter --authority \"assembly of 3 May\""), call => call.SendAsync(
            new RecallMandateRequest
            {
                Name = Names.Below(call.Section(section), Collection, call.Text(id), "mandate"),
                Authority = call.Text(authority),
            },
            call.Services.Mandates.RecallMandateAsync,
            sent => $"Recalled {sent.Name}: nothing new rests on it."));
    }

    private static Command List(Frame frame)
    {
        var section = Arguments.Section();
        var inForce = Options.Flag("--in-force", "Only those that acts can rest on now.");
        var view = new ViewOptions();
        var command = new Command("list", T("List the mandates of a section.")) { section, inForce, view.As };
        return frame.Asks(command.WithExamples("mandates list geneva-masons"), call => call.ListAsync(
            new ListMandatesRequest
            {
                Section = call.Section(section),
                InForce = call.Get(inForce),
                Viewer = view.ViewerOf(call),
            },
            call.Services.Mandates.ListMandatesAsync, page => page.Mandates,
            request => $"{request.Section} has granted no such mandates.",
            mandates => Sheet.Of(
                mandates, ["Mandate", "Holder", "For~", "Until", "Left>", "Held>", "State"], mandate =>
                [
                    Names.Short(mandate.Name), mandate.Holder, StatutesCommands.ActsOf(mandate.Acts),
                    Moments.Day(mandate.Until), Sums(mandate, use => use.LeftMinorUnits),
                    Sums(mandate, use => use.HeldMinorUnits), StateOf(mandate),
                ])));
    }

    private static Command Show(Frame frame)
    {
        var (section, id, view) = (Arguments.Section(), Id(), new ViewOptions());
        var command = new Command("show", T("Show a mandate, and what is used, held and left of it."))
        {
            section, id, view.As,
        };
        return frame.Asks(command.WithExamples("mandates show geneva-masons winter"), async call =>
        {
            var mandate = await call.AskAsync(
                new GetMandateRequest
                {
                    Name = Names.Below(call.Section(section), Collection, call.Text(id), "mandate"),
                    Viewer = view.ViewerOf(call),
                },
                call.Services.Mandates.GetMandateAsync);
            call.Show(mandate, () => Uses(mandate), console =>
            {
                Facts.Write(console,
                [
                    ("mandate", mandate.Name),
                    ("holder", mandate.Holder),
                    ("for", StatutesCommands.ActsOf(mandate.Acts)),
                    ("strike", mandate.Strike),
                    ("trade", mandate.Trade.Length > 0 ? Facts.Trade(mandate.Trade) : ""),
                    ("until", Moments.Day(mandate.Until)),
                    ("term", T($"{mandate.Term} in a row")),
                    ("state", StateOf(mandate)),
                    ("authority", mandate.Authority),
                    ("recalled by", mandate.RecallAuthority),
                ]);
                console.Write(Uses(mandate));
            });
        });
    }

    private static Sheet Uses(V1.Mandate mandate) => Sheet.Of(
        mandate.Uses, ["Ceiling>", "Per act>", "Per period>", "Days>", "Used>", "Held>", "Left>", "In this period>"],
        use =>
        [
            SumText.Of(use.Ceiling.InAll),
            Sum(use, use.Ceiling.PerActMinorUnits, whenNone: true),
            Sum(use, use.Ceiling.PerPeriodMinorUnits, whenNone: true),
            mandate.PeriodDays > 0 ? mandate.PeriodDays.ToString(CultureInfo.InvariantCulture) : "",
            Sum(use, use.UsedMinorUnits), Sum(use, use.HeldMinorUnits), Sum(use, use.LeftMinorUnits),
            mandate.PeriodDays > 0 ? Sum(use, use.LeftInPeriodMinorUnits) : "",
        ]);

    private static string Sums(V1.Mandate mandate, Func<MandateUse, long> minor) =>
        string.Join(", ", mandate.Uses.Select(use => Sum(use, minor(use))));

    private static string Sum(MandateUse use, long minor, bool whenNone = false) => whenNone && minor == 0
        ? ""
        : SumText.Of(new V1.Money(use.Ceiling.InAll) { MinorUnits = minor });

    private static string StateOf(V1.Mandate mandate) =>
        mandate.RecallTime is { } time ? T($"recalled on {Moments.Day(time)}")
        : mandate.InForce ? T("in force")
        : T("expired");

    private static string MoneyActs => string.Join(
        ", ", Enum.GetValues<ActKind>().Where(IsOfMoney).Select(act => EnumText.Of(act)));

    private static bool IsOfMoney(ActKind act) => act is >= ActKind.Pledges and <= ActKind.Surplus;

    /// <summary>Acts with commas between.</summary>
    internal static IEnumerable<ActKind> ActsIn(string text, string field) =>
        text.Split(',', StringSplitOptions.TrimEntries).Select(word => EnumText.Parse<ActKind>(word, field));

    private static long MinorOf(string[]? words, string field, V1.Money? inAll)
    {
        if (SumReader.Given(words, field) is not { } sum)
            return 0;
        return inAll is null || sum.CurrencyCode == inAll.CurrencyCode && sum.UnitsPerMajor == inAll.UnitsPerMajor
            ? sum.MinorUnits
            : throw UsageException.Malformed(field, "must be in the currency of --ceiling");
    }

    private static Argument<string> Id() => Arguments.Text("MANDATE", "The mandate's id: winter.");
}
