using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;
using Solidarity.Domain.Text;
using Timestamp = Google.Protobuf.WellKnownTypes.Timestamp;

namespace Solidarity.Commands.Pledges;

/// <summary><c>solidarity pledge</c>, <c>honour</c>, <c>withdraw</c> and <c>pledges</c>.</summary>
internal static class PledgeCommands
{
    public static Command Pledge(Frame frame)
    {
        var section = Arguments.Section("The section that pledges: geneva-masons.");
        var strike = Arguments.Strike();
        var sum = new SumArguments(optional: true);
        var loan = Options.Flag("--loan", "It is to be repaid. Without this it is a gift.");
        var authority = Options.Authority();
        var later = Options.Flag("--later", "Set the money aside now and send it later, by honour.");
        var lapses = Options.Text("--lapses", "DAY", "When it lapses if it was not honoured by then: 1867-05-01.");
        var tranches = Options.Number(
            "--tranches", "Send the sum so many times: the first now, the others when they are due.");
        var everyDays = Options.Number("--every-days", "With --tranches: how many days lie between two.");
        var id = Options.Text("--id", "ID", "The id that it gets; left out, the service makes one.");
        var command = new Command("pledge", T("Answer a call for aid: promise money to a strike, and send it. Only "
            + "what has not been sent can be withdrawn: see --later."))
        {
            section, strike, sum.All, loan, authority, later, lapses, tranches, everyDays, id,
        };
        return frame.SendsMoney(command.WithExamples(
            "pledge geneva-masons paris-bronze-1867 150 CHF --authority \"assembly of 3 May\"",
            "pledge geneva-masons paris-bronze-1867 30 CHF --tranches 4 --every-days 7 "
            + "--authority \"assembly of 3 May\"",
            "pledge london-tailors paris-bronze-1867 8/0/6 GBP/240 --loan --later "
            + "--authority \"assembly of 3 May\""), async call =>
        {
            var amount = sum.ReadOptional(call);
            if (call.IsGiven(tranches) || call.IsGiven(everyDays))
            {
                if (call.Get(later) || call.IsGiven(lapses))
                    throw UsageException.Malformed(
                        "tranches", "the first tranche goes out now: leave out --later and --lapses");
                await SendTranchesAsync(call, new PromiseTranchesRequest
                {
                    Section = call.Section(section),
                    Strike = call.Strike(strike),
                    PledgeId = call.Id(id),
                    Kind = call.Get(loan) ? AidKind.Loan : AidKind.Gift,
                    Each = amount ?? throw UsageException.Malformed("amount", "say what each tranche is, as in 30 CHF"),
                    Count = call.Get(tranches) ?? throw UsageException.Malformed(
                        "tranches", "say with --tranches how many there are"),
                    EveryDays = call.Get(everyDays) ?? throw UsageException.Malformed(
                        "every-days", "say with --every-days how many days lie between two"),
                    Authority = call.Text(authority),
                });
                return;
            }
            var request = new PledgeRequest
            {
                Section = call.Section(section),
                Strike = call.Strike(strike),
                PledgeId = call.Id(id),
                Kind = call.Get(loan) ? AidKind.Loan : AidKind.Gift,
                Amount = amount,
                Authority = call.Text(authority),
                HonourNow = amount is not null && !call.Get(later),
                LapseTime = call.Get(lapses) is { } day ? LapseTimeOf(day) : null,
            };
            var reply = await call.SendAsync(request, call.Services.Pledges.PledgeAsync);
            var said = InWords(request, Names.Short(reply.Name));
            if (request.HonourNow)
                await SentMoney.DoneAsync(call, reply, reply.Name, said.Sentence);
            else
                call.Done(reply, said);
        });
    }

    public static Command Honour(Frame frame)
    {
        var section = Arguments.Section();
        var pledge = Arguments.Text("PLEDGE", "The pledge's id: p-1.");
        var authority = Options.Text("--authority", "TEXT",
            "What it rests on, where the mandate that the pledge was made under holds no more.");
        var command = new Command("honour", T("Send the money of a pledge; also again, after it came back."))
        {
            section, pledge, authority,
        };
        return frame.Sends(command.WithExamples("honour geneva-masons p-1"), async call =>
        {
            var request = new HonourPledgeRequest
            {
                Name = Names.Below(call.Section(section), "pledges", call.Text(pledge), "pledge"),
                Authority = call.Text(authority),
            };
            var reply = await call.SendAsync(request, call.Services.Pledges.HonourPledgeAsync);
            await SentMoney.DoneAsync(call, reply, request.Name, $"Sent the money of {request.Name} on its way.");
        });
    }

    public static Command Withdraw(Frame frame)
    {
        var section = Arguments.Section();
        var pledge = Arguments.Text("PLEDGE", "The pledge's id: p-1.");
        var reason = Options.Text("--reason", "TEXT", "Why.");
        var command = new Command(
            "withdraw", T("Take back a pledge whose money is not on its way, or the tranches to come."))
        {
            section, pledge, reason,
        };
        return frame.Sends(command.WithExamples(
            "withdraw geneva-masons p-1 --reason \"our own lockout\""), call => call.SendAsync(
            new WithdrawPledgeRequest
            {
                Name = Names.Below(call.Section(section), "pledges", call.Text(pledge), "pledge"),
                Reason = call.Text(reason),
            },
            call.Services.Pledges.WithdrawPledgeAsync,
            request => $"Withdrew {request.Name}; what was set aside for it is available again."));
    }

    public static Command List(Frame frame)
    {
        var section = Arguments.Section();
        var strike = Options.Text("--strike", "STRIKE", "Only those to this strike.");
        var view = new ViewOptions();
        var command = new Command("pledges", T("List the pledges of a section.")) { section, strike, view.As };
        return frame.Asks(command.WithExamples("pledges geneva-masons"), call => call.ListAsync(
            new ListPledgesRequest
            {
                Section = call.Section(section),
                Strike = call.Strike(strike),
                Viewer = view.ViewerOf(call),
            },
            call.Services.Pledges.ListPledgesAsync, page => page.Pledges,
            request => $"{request.Section} has made no pledges.", Rows));
    }

    private static async Task SendTranchesAsync(ServiceCall call, PromiseTranchesRequest request)
    {
        var reply = await call.SendAsync(request, call.Services.Pledges.PromiseTranchesAsync);
        var section = Names.Short(request.Section);
        call.Done(reply, new Said(
            $"{request.Section} has promised {SumText.Of(request.Each)} to {request.Strike} {request.Count} times, "
            + $"every {request.EveryDays} days ({Names.Short(reply.Name)}). The first is being sent.",
            new Hint("See the others", $"tranches {section}")));
    }

    private static Said InWords(PledgeRequest request, string id)
    {
        var what = request.Amount is null ? T("aid, the sum to be named") : SumText.Of(request.Amount);
        var section = Names.Short(request.Section);
        var done = request.Kind == AidKind.Loan
            ? Wording.Of($"{request.Section} has pledged {what} to {request.Strike} as a loan ({id}).")
            : Wording.Of($"{request.Section} has pledged {what} to {request.Strike} as a gift ({id}).");
        return request switch
        {
            { HonourNow: true } => new Said(done),
            { Amount: null } => new Said($"{done} Once the sum is known, withdraw the pledge and pledge the sum.",
                new Hint("Withdraw it", $"withdraw {section} {id}")),
            _ => new Said($"{done} The money is set aside.", new Hint("Send it", $"honour {section} {id}")),
        };
    }

    // Until the end of the day before, in UTC: a pledge "until 1 May" lapses as that day begins.
    private static Timestamp LapseTimeOf(string day) =>
        DayReading.Read(day, out var problem) is { } date
            ? Timestamp.FromDateTime(date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc))
            : throw UsageException.Malformed("lapses", $"\"{day}\" {problem}");

    private static Sheet Rows(IReadOnlyCollection<V1.Pledge> pledges)
    {
        var sheet = new Sheet("Pledge", "Strike", "Kind", "Sum>", "State~", "Arrived>", "Owed>", "Authority~");
        var parts = pledges.Where(pledge => pledge.PartOf.Length > 0).ToLookup(pledge => pledge.PartOf);
        foreach (var pledge in pledges)
            sheet.Row(
                Names.Short(pledge.Name), Names.Short(pledge.Strike), EnumText.Plain(pledge.Kind),
                SumText.Of(pledge.Amount), StateOf(pledge, [.. parts[pledge.Name]]),
                pledge.Delivered is { } delivered ? SumText.Of(delivered) : "",
                pledge.Owed is { } owed ? SumText.Of(owed) : "",
                pledge.Authority);
        return sheet;
    }

    // The state of the whole stands with the pledge itself, and each part has its own besides.
    private static string StateOf(V1.Pledge pledge, V1.Pledge[] parts)
    {
        if (pledge.PartOf.Length > 0)
            return T($"{StateOf(pledge)} (part of {Names.Short(pledge.PartOf)})");
        if (parts is [])
            return StateOf(pledge);
        var all = parts.Prepend(pledge).ToArray();
        var states = all.GroupBy(part => part.Transfer.Length > 0 ? T("on its way") : EnumText.Plain(part.State))
            .Select(state => $"{state.Count()} {state.Key}");
        return T($"in {all.Length} parts, {string.Join(", ", states)}; this one {StateOf(pledge)}");
    }

    private static string StateOf(V1.Pledge pledge)
    {
        var onItsWay = pledge.Transfer.Length > 0 ? $", {pledge.Transfer}" : "";
        var reason = pledge.Reason.Length > 0 ? $": {Language.Current.Repeat(pledge.Reason)}" : "";
        var state = $"{EnumText.Plain(pledge.State)}{onItsWay}{reason}";
        return pledge is { State: AidState.Pledged, Transfer: "", Runs: > 0 }
            ? AgainText.Of(state, pledge.Runs, pledge.AgainTime,
                new Hint("Send it", $"honour {pledge.Name.Split('/')[1]} {Names.Short(pledge.Name)}"))
            : state;
    }
}
