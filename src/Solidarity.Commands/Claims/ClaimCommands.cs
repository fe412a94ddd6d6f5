using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Claims;

/// <summary><c>solidarity claims begin|file|approve|withdraw|pay|list|show|report</c>.</summary>
internal static class ClaimCommands
{
    private const int WeeksPageSize = 1_000;

    public static Command Create(Frame frame) => Frame.Group(
        "claims", "Weekly claims for strike pay: what the rules of the statutes pay to whom, approved and paid once.",
        Begin(frame), File(frame), Approve(frame), Withdraw(frame), Pay(frame), List(frame), Show(frame),
        Report(frame));

    private static Command Begin(Frame frame)
    {
        var (section, strike) = (Section(), Arguments.Strike());
        var start = Options.Required("--start", "DAY", "The strike's first day: 2023-09-15.");
        var indefinite = Options.Flag("--indefinite", "It was begun without an end.");
        var density = Options.Number("--density", "How many per cent of the workplace are members.");
        var decided = Options.Text("--decided", "SHARE",
            "What the executive decided for it, where the rules leave that open: 130%.");
        var estimate = Options.Sum("--estimate", "What the first week will cost: --estimate 12000 CHF.");
        var command = new Command("begin", T("Begin the claims of a strike, by the statutes that are in force."))
        {
            section, strike, start, indefinite, density, decided, estimate,
        };
        return frame.Sends(command.WithExamples(
            "claims begin geneva-masons masons-1868 --start 1868-03-23 --indefinite --estimate 900 CHF"), call =>
        {
            var request = new BeginClaimsRequest
            {
                Section = call.Section(section),
                Strike = call.Strike(strike),
                StartDay = call.Text(start),
                Indefinite = call.Get(indefinite),
                DecidedShare = call.Text(decided),
                Estimate = SumReader.Given(call.Get(estimate), "estimate"),
            };
            if (call.Get(density) is { } percent)
                request.DensityPercent = percent;
            return call.SendAsync(request, call.Services.Claims.BeginClaimsAsync, sent => new Said(
                $"The claims of {sent.Strike} have been begun.",
                new Hint("See them", $"claims list {Both(sent.Section, sent.Strike)}")));
        });
    }

    private static Command File(Frame frame)
    {
        var (section, strike, number) = (Section(), Arguments.Strike(), Number());
        var facts = Options.Required("--facts", "FILE",
            "A CSV file in UTF-8, as pay-rules try reads it: a row for each group. Name no persons in it.");
        var end = Options.Text("--end", "DAY", "The strike's last day, where it is over.");
        var ratified = Options.Text("--ratified", "DAY", "When an agreement was ratified.");
        var command = new Command("file", T("File the claim of a week, or file it anew while it is not approved."))
        {
            section, strike, number, facts, end, ratified,
        };
        return frame.Sends(command.WithExamples(
            "claims file geneva-masons masons-1868 3 --facts week3.csv"), async call =>
        {
            var request = new FileClaimRequest
            {
                Section = call.Section(section),
                Strike = call.Strike(strike),
                Number = ClaimNumber(call.Text(number)),
                EndDay = call.Text(end),
                RatifiedDay = call.Text(ratified),
            };
            var series = await SeriesAsync(call, request.Section, request.Strike);
            request.Groups.AddRange(ClaimRows.Read(call.Text(facts), series, request.Number));
            var reply = await call.SendAsync(request, call.Services.Claims.FileClaimAsync);
            await DoneAsync(call, reply, request.Section, request.Strike, request.Number, claim => new Said(
                $"Filed claim {claim.Number} of {claim.Strike}, {Moments.Day(claim.FromDay)} to "
                + $"{Moments.Day(claim.ThroughDay)}: {SumText.Of(claim.Sum)} for {claim.Strikers} strikers.",
                new Hint("See it", $"claims show {Both(request.Section, request.Strike)} {request.Number}"),
                new Hint("Approve it", $"claims approve {Both(request.Section, request.Strike)} {request.Number} "
                    + $"--authority \"assembly of 3 May\"")));
        });
    }

    private static Command Approve(Frame frame)
    {
        var (section, strike, number) = (Section(), Arguments.Strike(), Number());
        var sum = Options.Sum("--sum", "Only if it comes to this sum: it may have been filed anew since.");
        var authority = Options.AuthorityOrNone();
        var command = new Command("approve", T("Approve a claim, so that it stands and can be paid."))
        {
            section, strike, number, sum, authority,
        };
        return frame.Sends(command.WithExamples(
            "claims approve geneva-masons masons-1868 3 --sum 900 CHF --authority \"assembly of 10 April\""),
            async call =>
            {
                var request = new ApproveClaimRequest
                {
                    Section = call.Section(section),
                    Strike = call.Strike(strike),
                    Number = ClaimNumber(call.Text(number)),
                    Sum = SumReader.Given(call.Get(sum), "sum"),
                    Authority = call.Text(authority),
                };
                var reply = await call.SendAsync(request, call.Services.Claims.ApproveClaimAsync);
                var fund = call.Json ? null : (await SeriesAsync(call, request.Section, request.Strike)).Fund;
                await DoneAsync(call, reply, request.Section, request.Strike, request.Number, claim => new Said(
                    $"Approved claim {claim.Number} of {claim.Strike}: {SumText.Of(claim.Sum)}.",
                    claim.Sum.MinorUnits == 0 || fund!.MinorUnits < claim.Sum.MinorUnits
                        ? []
                        : (IReadOnlyList<Hint>)
                        [
                            new Hint("Pay it", $"claims pay {Both(request.Section, request.Strike)} {request.Number}"),
                        ]));
            });
    }

    private static Command Withdraw(Frame frame)
    {
        var (section, strike, number) = (Section(), Arguments.Strike(), Number());
        var reason = Options.Text("--reason", "TEXT", "Why.");
        var command = new Command("withdraw", T("Take back the newest claim, while it is not approved."))
        {
            section, strike, number, reason,
        };
        return frame.Sends(command.WithExamples(
            "claims withdraw geneva-masons masons-1868 3 --reason \"the week was counted twice\""),
            call => call.SendAsync(
                new WithdrawClaimRequest
                {
                    Section = call.Section(section),
                    Strike = call.Strike(strike),
                    Number = ClaimNumber(call.Text(number)),
                    Reason = call.Text(reason),
                },
                call.Services.Claims.WithdrawClaimAsync,
                sent => $"Withdrew claim {sent.Number} of {sent.Strike}."));
    }

    private static Command Pay(Frame frame)
    {
        var (section, strike, number) = (Section(), Arguments.Strike(), Number());
        var authority = Options.Text("--authority", "TEXT",
            "What it rests on, if not on what it was approved by: \"assembly of 3 May\", mandates/winter.");
        var command = new Command("pay", T("Pay an approved claim from the strike's fund, as a whole and once."))
        {
            section, strike, number, authority,
        };
        return frame.Sends(command.WithExamples("claims pay geneva-masons masons-1868 3"), async call =>
        {
            var request = new PayClaimRequest
            {
                Section = call.Section(section),
                Strike = call.Strike(strike),
                Number = ClaimNumber(call.Text(number)),
                Authority = call.Text(authority),
            };
            var reply = await call.SendAsync(request, call.Services.Claims.PayClaimAsync);
            await DoneAsync(call, reply, request.Section, request.Strike, request.Number, claim => EntryHint.With(
                $"Paid claim {claim.Number} from the fund of {claim.Strike}: {SumText.Of(claim.Sum)}, through "
                + $"{Moments.Day(claim.ThroughDay)}.", reply));
        });
    }

    private static Command List(Frame frame)
    {
        var (section, strike, view) = (Section(), Arguments.Strike(), new ViewOptions());
        var command = new Command("list", T("List the claims of a strike.")) { section, strike, view.As };
        return frame.Asks(command.WithExamples("claims list geneva-masons masons-1868"), call => call.ListAsync(
            new ListWeeklyClaimsRequest
            {
                Section = call.Section(section),
                Strike = call.Strike(strike),
                Viewer = view.ViewerOf(call),
            },
            call.Services.Claims.ListWeeklyClaimsAsync, page => page.Claims,
            request => $"{request.Strike} has no claims yet.",
            Weeks));
    }

    private static Command Show(Frame frame)
    {
        var (section, strike, number, view) = (Section(), Arguments.Strike(), Number(), new ViewOptions());
        var command = new Command("show", T("Show a claim: its groups, and why each gets what it gets."))
        {
            section, strike, number, view.As,
        };
        return frame.Asks(command.WithExamples("claims show geneva-masons masons-1868 3"), async call =>
        {
            var claim = await call.AskAsync(
                new GetWeeklyClaimRequest
                {
                    Section = call.Section(section),
                    Strike = call.Strike(strike),
                    Number = ClaimNumber(call.Text(number)),
                    Viewer = view.ViewerOf(call),
                },
                call.Services.Claims.GetWeeklyClaimAsync);
            call.Show(claim, () => Groups(claim), console =>
            {
                Facts.Write(console,
                [
                    ("claim", T($"{claim.Number} of {claim.Strike}")),
                    ("week", T($"{Moments.Day(claim.FromDay)} to {Moments.Day(claim.ThroughDay)}")),
                    ("strikers", $"{claim.Strikers}"),
                    ("sum", SumText.Of(claim.Sum)),
                    ("state", EnumText.Plain(claim.State)),
                    ("authority", claim.Authority),
                    ("rules", T($"of version {claim.StatutesVersion} of the statutes")),
                ]);
                console.Write(Groups(claim));
            });
        });
    }

    private static Command Report(Frame frame)
    {
        var (section, strike, view) = (Section(), Arguments.Strike(), new ViewOptions());
        var command = new Command(
            "report", T("Show what the claims of a strike come to, and for how long its fund holds."))
        {
            section, strike, view.As,
        };
        return frame.Asks(command.WithExamples("claims report geneva-masons masons-1868"), async call =>
        {
            // A page has room for all the weeks that a strike can claim.
            var report = await call.AskAsync(
                new ListWeeklyClaimsRequest
                {
                    Section = call.Section(section),
                    Strike = call.Strike(strike),
                    PageSize = WeeksPageSize,
                    Viewer = view.ViewerOf(call),
                },
                call.Services.Claims.ListWeeklyClaimsAsync);
            call.Show(report, () => Weeks(report.Claims), console =>
            {
                Facts.Write(console, FactsOf(report.Series));
                console.Write(Weeks(report.Claims));
            });
        });
    }

    private static IReadOnlyList<(Wording Name, string Value)> FactsOf(ClaimSeries series) =>
    [
        ("strike", series.Strike),
        ("since", Moments.Day(series.StartDay)),
        ("rules", T($"{series.Pay.Name}, of version {series.StatutesVersion} of the statutes")),
        ("first estimate", series.Estimate is { } estimate ? SumText.Of(estimate) : ""),
        ("claimed", SumText.Of(series.Claimed)),
        ("approved and not paid", SumText.Of(series.Unpaid)),
        ("paid", SumText.Of(series.Paid)),
        ("fund", SumText.Of(series.Fund)),
        ("fund holds", series.HasWeeksHeld
            ? T(Wording.Count(series.WeeksHeld, $"{series.WeeksHeld} week", $"{series.WeeksHeld} weeks"))
            : ""),
    ];

    private static Sheet Weeks(IEnumerable<WeeklyClaim> claims) => Sheet.Of(
        claims, ["Week>", "From", "Through", "Strikers>", "Sum>", "State", "Entry>", "Authority~"], claim =>
        [
            $"{claim.Number}", Moments.Day(claim.FromDay), Moments.Day(claim.ThroughDay), $"{claim.Strikers}",
            SumText.Of(claim.Sum), EnumText.Plain(claim.State), claim.Entry > 0 ? $"{claim.Entry}" : "",
            claim.Authority,
        ]);

    /// <summary>A row for each line of each group, and one for what each gets.</summary>
    private static Sheet Groups(WeeklyClaim claim)
    {
        var currency = new V1.Currency
        {
            CurrencyCode = claim.Sum.CurrencyCode,
            UnitsPerMajor = claim.Sum.UnitsPerMajor,
        };
        var sheet = new Sheet("Group", new Heading("Why", Wraps: true), "Sum>", "Strikers>", "In all>");
        foreach (var group in claim.Groups)
        {
            var name = group.Facts.Group;
            foreach (var line in group.Lines)
            {
                sheet.Row(name, Language.Current.Repeat(line.Text), SumText.Bare(line.MinorUnits, currency), "", "");
                name = "";
            }
            sheet.Row(name, T("to each"), SumText.Bare(group.MinorUnits, currency), $"{group.Facts.Count}",
                SumText.Bare(group.MinorUnits * group.Facts.Count, currency));
        }
        return sheet;
    }

    private static async Task<ClaimSeries> SeriesAsync(ServiceCall call, string section, string strike) =>
        (await call.AskAsync(
            new ListWeeklyClaimsRequest { Section = section, Strike = strike, PageSize = 1 },
            call.Services.Claims.ListWeeklyClaimsAsync)).Series;

    // Programs get the answer to the command alone.
    private static async Task DoneAsync(
        ServiceCall call, CommandReply reply, string section, string strike, int number, Func<WeeklyClaim, Said> tell)
    {
        if (call.Json)
        {
            call.Done(reply, Wording.Verbatim(""));
            return;
        }
        var claim = await call.AskAsync(
            new GetWeeklyClaimRequest { Section = section, Strike = strike, Number = number },
            call.Services.Claims.GetWeeklyClaimAsync);
        call.Done(reply, tell(claim));
    }

    private static int ClaimNumber(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw UsageException.Malformed("week", $"\"{text}\" is no number of a week");

    private static string Both(string section, string strike) => $"{Names.Short(section)} {Names.Short(strike)}";

    private static BodyArgument Section() =>
        Arguments.Section("The section that declared it: geneva-masons.");

    private static Argument<string> Number() => Arguments.Text("WEEK", "The week of the strike, from 1.");
}
