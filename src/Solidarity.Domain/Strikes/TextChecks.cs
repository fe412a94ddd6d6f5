using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Strikes.Calls;
using Solidarity.Domain.Strikes.Lifecycle;
using Solidarity.Domain.Strikes.Warnings;
using Solidarity.Domain.Text;

namespace Solidarity.Domain.Strikes;

/// <summary>
/// Checks the texts that a message brings to a strike. The section that sends it has checked them before, by the same
/// rule; another service's section may not have. The strike is where they stand on a board and go out to everybody, so
/// they are checked here once, and not by each of the many that it tells.
/// </summary>
internal static class TextChecks
{
    /// <summary>The refusal for the first word that is none; else null.</summary>
    public static Refusal? Check(StrikeCommand command) => command switch
    {
        // What comes in numbers stands first.
        AidCommand.LearnAid c => Giver(c.Aid.From) ?? Memo("note", c.Note),
        LifecycleCommand.Open c => c.Facts.Check(),
        CallCommand.SendCall c => c.Call.Facts.Check() ?? Memo("asks", c.Call.Asks),
        WarningCommand.SendWarning c => Memo("text", c.Text),
        CallCommand.CancelCall c => Memo("reason", c.Reason),
        WarningCommand.LearnSighting c =>
            Texts.CheckName("place", c.Sighting.Place) ?? Memo("text", c.Sighting.Text),
        AidCommand.LearnSupport c => Memo("note", c.Support.Note)
            ?? Texts.CheckName("unit", c.Support.Unit, Support.UnitCharsMax, required: false),
        LifecycleCommand.Close c => Memo("note", c.Note),
        _ => null,
    };

    private static Refusal? Giver(Party from) => from.Name is { } name ? Party.CheckName("from", name) : null;

    private static Refusal? Memo(string field, string text) =>
        Texts.Check(field, text, Texts.MemoCharsMax, required: false);
}
