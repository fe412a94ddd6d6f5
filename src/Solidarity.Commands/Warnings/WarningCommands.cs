using Solidarity.Commands.Boards;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;

namespace Solidarity.Commands.Warnings;

/// <summary><c>solidarity warnings give|list|acknowledge|sight|sightings</c>.</summary>
internal static class WarningCommands
{
    public static Command Create(Frame frame) => Frame.Group(
        "warnings", "Warn against strike-breaking, everywhere; tell who was seen looking for strike-breakers.",
        Give(frame), List(frame), Acknowledge(frame), SightingCommands.Sight(frame), SightingCommands.List(frame));

    private static Command Give(Frame frame)
    {
        var section = Arguments.Section("The section that strikes: paris-bronze-workers.");
        var strike = Arguments.Strike();
        var text = Arguments.Text("TEXT", "What is warned of: \"Do not come to Paris for work.\"");
        var command = new Command(
            "give", T($"Warn all sections of the trade, and mixed ones, over every federation. {Final.Note}"))
        {
            section, strike, text,
        };
        return frame.Sends(command.WithExamples(
            "warnings give paris-bronze-workers paris-bronze-1867 "
            + "\"Do not come to Paris for work.\""), call => call.SendAsync(
            new GiveWarningRequest
            {
                Section = call.Section(section),
                Strike = call.Strike(strike),
                Text = call.Text(text),
            },
            call.Services.Warnings.GiveWarningAsync,
            request => new Said(
                $"The warning of {request.Strike} goes out, and stands until the strike is over. {Final.Note}",
                new Hint("See what is seen of strike-breakers", $"warnings sightings {Names.Short(request.Strike)}"))));
    }

    private static Command List(Frame frame)
    {
        var section = Arguments.Section();
        var open = Options.Flag("--open", "Only those of strikes that are not over.");
        var view = new ViewOptions();
        var command = new Command("list", T("List the warnings that have reached a "
            + "section.")) { section, open, view.As };
        return frame.Asks(command.WithExamples("warnings list geneva-masons"), call => call.ListAsync(
            new ListWarningsRequest
            {
                Section = call.Section(section),
                OnlyOpen = call.Get(open),
                Viewer = view.ViewerOf(call),
            },
            call.Services.Warnings.ListWarningsAsync, page => page.Warnings,
            request => $"No warning has reached {request.Section}.", Rows));
    }

    private static Command Acknowledge(Frame frame)
    {
        var section = Arguments.Section();
        var strike = Arguments.Strike();
        var command = new Command("acknowledge", T("Say that the section's members know of a warning."))
        {
            section, strike,
        };
        return frame.Sends(command.WithExamples(
            "warnings acknowledge geneva-masons paris-bronze-1867"), call => call.SendAsync(
            new AcknowledgeWarningRequest { Section = call.Section(section), Strike = call.Strike(strike) },
            call.Services.Warnings.AcknowledgeWarningAsync,
            request => new Said($"{request.Section} has acknowledged the warning of {request.Strike}.",
                new Hint("Refuse the work", $"support offer {Names.Short(request.Section)} "
                    + $"{Names.Short(request.Strike)} {EnumText.Of(SupportKind.RefusalOfWork)}"))));
    }

    private static Sheet Rows(IReadOnlyCollection<Warning> warnings) =>
        Sheet.Of(warnings, ["Strike", "Who~", "Warning~", "Heard", "Acknowledged"], warning =>
        [
            Names.Short(warning.Strike),
            $"{Facts.Trade(warning.Facts.Trade)}, {Facts.Place(warning.Facts.Locality, warning.Facts.Country)}",
            warning.Over ? T($"{warning.Text} (the strike is over)") : warning.Text,
            Moments.Day(warning.HeardTime), Moments.Day(warning.AcknowledgedTime),
        ]);
}
