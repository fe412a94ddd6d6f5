using Solidarity.Commands.CommandLine;

namespace Solidarity.Commands.Calls;

/// <summary><c>solidarity calls amend|narrow|cancel|remind|delivery|relays|waves</c>: what a section does with a
/// call that is out, and what becomes of it.</summary>
internal static class CallsCommands
{
    public static Command Create(Frame frame) => Frame.Group(
        "calls", "A call that is out: amend, narrow or cancel it, remind the silent, see whom it reaches.",
        Amend(frame), Narrow(frame), Cancel(frame), Remind(frame),
        DeliveryCommands.Delivery(frame), DeliveryCommands.Relays(frame), DeliveryCommands.Waves(frame));

    private static Command Amend(Frame frame)
    {
        var section = Arguments.Section("The section that strikes: paris-bronze-workers.");
        var strike = Arguments.Strike();
        var says = new CallSaysOptions();
        var command = new Command(
            "amend", T("Change what the call says. It goes no further; all who have it learn what is new."))
        {
            section, strike, says.All,
        };
        return frame.Sends(command.WithExamples(
            "calls amend paris-bronze-workers paris-bronze-1867 --need 6000 FRF --strikers 320",
            "calls amend paris-bronze-workers paris-bronze-1867 --need none --asks \"bread and coal\""), call =>
            {
                call.GivesSome(says.All);
                var change = says.Read(call);
                var request = new AmendCallRequest
                {
                    Section = call.Section(section),
                    Strike = call.Strike(strike),
                    Need = change.Need,
                    Support = { change.Support },
                    Terms = change.Terms,
                    Without = { change.Without },
                };
                if (change.Asks is { } asks)
                    request.Asks = asks;
                return call.SendAsync(request, call.Services.Calls.AmendCallAsync,
                    _ => new Said($"The call of {request.Strike} is amended, and all who have it learn of it.",
                        new Hint("See what it says now", $"strikes show {Names.Short(request.Strike)}")));
            });
    }

    private static Command Narrow(Frame frame)
    {
        var section = Arguments.Section("The section that strikes: paris-bronze-workers.");
        var strike = Arguments.Strike();
        var scope = Arguments.Text("LEVEL", $"How far it goes from now on: {EnumText.Choices<Level>()}.");
        var command = new Command("narrow", T("Ask less far: the call is taken back from those who are farther off."))
        {
            section, strike, scope,
        };
        return frame.Sends(command.WithExamples(
            "calls narrow paris-bronze-workers paris-bronze-1867 national"), call => call.SendAsync(
            new NarrowCallRequest
            {
                Section = call.Section(section),
                Strike = call.Strike(strike),
                Scope = call.Choice<Level>(scope),
            },
            call.Services.Calls.NarrowCallAsync,
            request => $"The call of {request.Strike} is {EnumText.Plain(request.Scope)} now. What others have "
                + $"promised stands; it widens no more by itself."));
    }

    private static Command Cancel(Frame frame)
    {
        var section = Arguments.Section("The section that strikes: paris-bronze-workers.");
        var strike = Arguments.Strike();
        var reason = Options.Text("--reason", "TEXT", "Why.");
        var command = new Command("cancel", T("Ask nobody any more. The strike goes on, and what was promised stands."))
        {
            section, strike, reason,
        };
        return frame.Sends(command.WithExamples(
            "calls cancel paris-bronze-workers paris-bronze-1867 "
            + "--reason \"the need is covered\""), call => call.SendAsync(
            new CancelCallRequest
            {
                Section = call.Section(section),
                Strike = call.Strike(strike),
                Reason = call.Text(reason),
            },
            call.Services.Calls.CancelCallAsync,
            request => new Said(
                $"The call of {request.Strike} is taken back from all whom it has reached. What was promised stands.",
                new Hint("Call again, with all that it said", $"call {Names.Short(request.Section)} "
                    + $"{Names.Short(request.Strike)} --scope {EnumText.Of(Level.Local)}"))));
    }

    private static Command Remind(Frame frame)
    {
        var section = Arguments.Section("The section that strikes: paris-bronze-workers.");
        var strike = Arguments.Strike();
        var command = new Command(
            "remind", T($"Remind all who have not answered, outside of their quiet hours. {Final.Note}"))
        {
            section, strike,
        };
        return frame.Sends(command.WithExamples(
            "calls remind paris-bronze-workers paris-bronze-1867"), call => call.SendAsync(
            new RemindSilentRequest { Section = call.Section(section), Strike = call.Strike(strike) },
            call.Services.Calls.RemindSilentAsync,
            request => new Said($"All who are silent are being reminded of {request.Strike}.",
                new Hint("See who they are", $"calls delivery {Names.Short(request.Strike)} --status silent"))));
    }
}
