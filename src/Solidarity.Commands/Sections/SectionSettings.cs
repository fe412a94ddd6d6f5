using Solidarity.Commands.CommandLine;

namespace Solidarity.Commands.Sections;

/// <summary><c>solidarity sections reminders|openness</c>.</summary>
internal static class SectionSettings
{
    public static Command Reminders(Frame frame)
    {
        var section = Arguments.Section();
        var choice = Arguments.Text("ON-OR-OFF", "on, or off: no reminders at all.");
        var from = Options.Text("--quiet-from", "HH:MM", "When the quiet hours begin (default: 21:00).");
        var until = Options.Text("--quiet-until", "HH:MM", "When they end (default: 07:00); as they begin: none.");
        var offset = Options.Text(
            "--utc-offset", "+HH:MM", "How far the section's clocks are ahead of UTC (default: +00:00).");
        var command = new Command("reminders", T("Choose when a section is reminded of calls that it has not "
            + "answered."))
        {
            section, choice, from, until, offset,
        };
        return frame.Sends(command.WithExamples(
            "sections reminders geneva-masons on --quiet-from 20:00 --quiet-until 06:30 --utc-offset +01:00",
            "sections reminders geneva-masons off"), async call =>
        {
            var settings = new ReminderSettings
            {
                On = call.Text(choice) switch
                {
                    "on" => true,
                    "off" => false,
                    var other => throw UsageException.Malformed("on-or-off", $"\"{other}\" is neither on nor off"),
                },
                QuietFrom = call.Text(from),
                QuietUntil = call.Text(until),
                UtcOffset = call.Text(offset),
            };
            var request = new SetRemindersRequest { Section = call.Section(section), Reminders = settings };
            await call.SendAsync(request, call.Services.Sections.SetRemindersAsync,
                _ => settings.On
                    ? new Said($"{request.Section} is reminded of calls that it has not answered.",
                        new Hint("See when", $"sections show {Names.Short(request.Section)}"))
                    : new Said($"{request.Section} is not reminded any more."));
        });
    }

    public static Command Openness(Frame frame)
    {
        var section = Arguments.Section();
        var toPublic = Options.Required("--public", "DETAIL", $"What everybody sees: {EnumText.Choices<Detail>()}.");
        var toFederation = Options.Required(
            "--federation", "DETAIL", "What the section's federations and their members see; not less.");
        var command = new Command(
            "openness", T("Choose how much of its strikes' boards a section shows; at first everybody sees nothing "
            + "of its fund, and its federations a breakdown."))
        {
            section, toPublic, toFederation,
        };
        return frame.Sends(command.WithExamples(
            "sections openness geneva-masons --public totals --federation books"), call => call.SendAsync(
            new SetOpennessRequest
            {
                Section = call.Section(section),
                Openness = new Openness
                {
                    Public = call.Choice<Detail>(toPublic),
                    Federation = call.Choice<Detail>(toFederation),
                },
            },
            call.Services.Sections.SetOpennessAsync,
            request => $"{request.Section} shows {InWords(request.Openness)}."));
    }

    /// <summary>"on, but not from 21:00 to 07:00 (+00:00)".</summary>
    public static string InWords(ReminderSettings settings) => settings switch
    {
        { On: false } => T("off"),
        _ when settings.QuietFrom == settings.QuietUntil => T("on, at any time"),
        _ => T($"on, but not from {settings.QuietFrom} to {settings.QuietUntil} ({settings.UtcOffset})"),
    };

    /// <summary>"totals to everybody, breakdown to its federations".</summary>
    public static string InWords(Openness openness) =>
        T($"{EnumText.Plain(openness.Public)} to everybody, {EnumText.Plain(openness.Federation)} to its federations");
}
