using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Strikes;

/// <summary><c>solidarity strikes return|pass-on|keep|surplus|send-surplus|withdraw-surplus</c>: what is left in the
/// fund of a strike that has ended. <see cref="ShareCommands"/> shares it.</summary>
internal static class SurplusCommands
{
    public static Command Return(Frame frame)
    {
        var (section, strike, sum) = (Section(), Strike(), new SumArguments());
        var donor = Arguments.Text("DONOR", "The section that gave, and gets it: london-tailors.");
        var (authority, id) = (Options.Authority(), Id());
        var command = new Command("return",
            T($"Send what is left in the fund of an ended strike back to a section that gave. {Final.Note}"))
        {
            section, strike, donor, sum.All, authority, id,
        };
        return frame.SendsMoney(command.WithExamples(
            "strikes return paris-bronze-workers paris-bronze-1867 london-tailors 40 FRF "
            + "--authority \"assembly of 3 May\""), call => call.SendAsync(
            new ReturnSurplusRequest
            {
                Section = call.Section(section),
                Strike = call.Strike(strike),
                ReturnId = call.Id(id),
                Donor = call.Section(donor),
                Amount = sum.Read(call),
                Authority = call.Text(authority),
            },
            call.Services.Strikes.ReturnSurplusAsync,
            request => new Said(
                $"{SumText.Of(request.Amount)} from the fund of {request.Strike} are going back to {request.Donor}.",
                new Hint("See where the money is", $"strikes surplus {Names.Short(request.Section)}"))));
    }

    public static Command PassOn(Frame frame)
    {
        var (section, strike, sum) = (Section(), Strike(), new SumArguments());
        var other = Arguments.Text("OTHER", "The strike that gets it: geneva-builders-1868.");
        var (authority, id) = (Options.Authority(), Id());
        var command = new Command("pass-on",
            T($"Send what is left in the fund of an ended strike to another strike's fund. {Final.Note}"))
        {
            section, strike, other, sum.All, authority, id,
        };
        return frame.SendsMoney(command.WithExamples(
            "strikes pass-on paris-bronze-workers paris-bronze-1867 geneva-builders-1868 40 FRF "
            + "--authority \"assembly of 3 May\""), async call =>
        {
            var request = new PassOnSurplusRequest
            {
                Section = call.Section(section),
                Strike = call.Strike(strike),
                AidId = call.Id(id),
                ToStrike = call.Strike(other),
                Amount = sum.Read(call),
                Authority = call.Text(authority),
            };
            request.ToSection = await StrikeLookup.SectionOfAsync(call, request.ToStrike);
            await call.SendAsync(request, call.Services.Strikes.PassOnSurplusAsync,
                _ => new Said(
                    $"{SumText.Of(request.Amount)} from the fund of {request.Strike} go to {request.ToStrike}.",
                    new Hint("See", $"board {Names.Short(request.ToStrike)}")));
        });
    }

    public static Command Keep(Frame frame)
    {
        var (section, strike, sum) = (Section(), Strike(), new SumArguments());
        var authority = Options.Authority();
        var command = new Command("keep",
            T("Put what is left in the fund of an ended strike into the section's own treasury, by its decision."))
        {
            section, strike, sum.All, authority,
        };
        return frame.SendsMoney(command.WithExamples(
            "strikes keep paris-bronze-workers paris-bronze-1867 12.50 FRF --authority \"assembly of 3 May\""),
            call => call.SendAsync(
                new KeepSurplusRequest
                {
                    Section = call.Section(section),
                    Strike = call.Strike(strike),
                    Amount = sum.Read(call),
                    Authority = call.Text(authority),
                },
                call.Services.Strikes.KeepSurplusAsync,
                request => $"{request.Section} keeps {SumText.Of(request.Amount)} from the fund of {request.Strike} in "
                    + $"its treasury."));
    }

    public static Command List(Frame frame)
    {
        var section = Section();
        var open = Options.Flag("--open", "Only what is on its way, or waits.");
        var view = new ViewOptions();
        var command = new Command("surplus", T("List what was returned and passed on, and what became of it."))
        {
            section, open, view.As,
        };
        return frame.Asks(command.WithExamples("strikes surplus paris-bronze-workers"), call => call.ListAsync(
            new ListSurplusRequest
            {
                Section = call.Section(section),
                OnlyOpen = call.Get(open),
                Viewer = view.ViewerOf(call),
            },
            call.Services.Strikes.ListSurplusAsync, page => page.Surplus,
            request => $"{request.Section} has sent on nothing of its funds.", Rows));
    }

    public static Command Send(Frame frame)
    {
        var (section, sum) = (Section(), Sent());
        var command = new Command(
            "send-surplus", T("Send now what was returned or passed on, and found no way.")) { section, sum };
        return frame.Sends(command.WithExamples("strikes send-surplus paris-bronze-workers s-1"), call =>
            call.SendAsync(
                new SendSurplusRequest { Name = Names.Below(call.Section(section), "surplus", call.Text(sum), "sum") },
                call.Services.Strikes.SendSurplusAsync, request => $"{request.Name} is on its way again."));
    }

    public static Command Withdraw(Frame frame)
    {
        var (section, sum) = (Section(), Sent());
        var reason = Options.Text("--reason", "TEXT", "Why, for the record.");
        var command = new Command(
            "withdraw-surplus", T("Send no more what waits to be sent again; it stays in the fund."))
        {
            section, sum, reason,
        };
        return frame.Sends(command.WithExamples(
            "strikes withdraw-surplus paris-bronze-workers s-1 --reason \"the fund is needed here\""), call =>
            call.SendAsync(
                new WithdrawSurplusRequest
                {
                    Name = Names.Below(call.Section(section), "surplus", call.Text(sum), "sum"),
                    Reason = call.Text(reason),
                },
                call.Services.Strikes.WithdrawSurplusAsync, request => $"{request.Name} is withdrawn."));
    }

    private static Sheet Rows(IReadOnlyCollection<Surplus> sums) =>
        Sheet.Of(sums, ["Sum", "Fund of", "To", "Amount>", "State~"], sum =>
        [
            Names.Short(sum.Name), Names.Short(sum.Strike),
            Names.Short(sum.ToStrike.Length > 0 ? sum.ToStrike : sum.Receiver), SumText.Of(sum.Amount), StateOf(sum),
        ]);

    private static string StateOf(Surplus sum)
    {
        var section = sum.Name.Split('/')[1];
        var onItsWay = sum.Transfer.Length > 0 ? $", {sum.Transfer}" : "";
        var reason = sum.Reason.Length > 0 ? $": {Language.Current.Repeat(sum.Reason)}" : "";
        var state = $"{EnumText.Plain(sum.State)}{onItsWay}{reason}";
        return sum switch
        {
            { AgainTime: not null } => AgainText.Of(
                state, sum.Runs, sum.AgainTime,
                new Hint("Send it", $"strikes send-surplus {section} {Names.Short(sum.Name)}")),
            { State: AidState.Lapsed } => AgainText.Of(state, sum.Runs, null, SendAnew(sum, section)),
            _ => state,
        };
    }

    // What has lapsed is over, so it is sent anew.
    private static Hint SendAnew(Surplus sum, string section)
    {
        var (verb, to) = sum.ToStrike.Length > 0 ? ("pass-on", sum.ToStrike) : ("return", sum.Receiver);
        return new Hint("Send it anew",
            $"strikes {verb} {section} {Names.Short(sum.Strike)} {Names.Short(to)} {SumText.Of(sum.Amount)} "
            + $"--authority {Hint.Word(sum.Authority)}");
    }

    private static Argument<string> Sent() => Arguments.Text("SUM", "The id of what was sent on: s-1.");

    internal static Argument<string> Section() =>
        Arguments.Section("The section that declared it: paris-bronze-workers.");

    internal static Argument<string> Strike() => Arguments.Strike("The strike that has ended: paris-bronze-1867.");

    private static Option<string?> Id() =>
        Options.Text("--id", "ID", "The id that it gets; left out, the service makes one.");
}
