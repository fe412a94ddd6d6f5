using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;

namespace Solidarity.Domain.Strikes;

/// <summary>
/// Checks the words that a message brings to a strike. The section that sends it has checked them before, by the same
/// rule; another service's section may not have. The strike is where they stand on a board and go out to everybody, so
/// they are checked here once, and not by each of the many that it tells.
/// </summary>
internal static class Wording
{
    /// <summary>The refusal for the first word that is none; else null.</summary>
    public static Refusal? Check(StrikeCommand command) => command switch
    {
        // What comes in numbers stands first.
        StrikeCommand.LearnAid c => Giver(c.Aid.From) ?? Memo("note", c.Note),
        StrikeCommand.Open c => Check(c.Facts),
        StrikeCommand.SendCall c => Check(c.Call.Facts) ?? Memo("asks", c.Call.Asks),
        StrikeCommand.SendWarning c => Memo("text", c.Text),
        StrikeCommand.CancelCall c => Memo("reason", c.Reason),
        StrikeCommand.LearnSighting c =>
            Texts.CheckName("place", c.Sighting.Place) ?? Memo("text", c.Sighting.Text),
        StrikeCommand.LearnSupport c => Memo("note", c.Support.Note)
            ?? Texts.CheckName("unit", c.Support.Unit, Support.UnitCharsMax, required: false),
        StrikeCommand.Close c => Memo("note", c.Note),
        _ => null,
    };

    /// <summary>The refusal for words of a strike's facts; else null.</summary>
    public static Refusal? Check(StrikeFacts facts)
    {
        var no = Texts.CheckName("trade", facts.Trade)
            ?? Texts.CheckName("locality", facts.Locality, required: false)
            ?? Texts.CheckCountry(facts.Country)
            ?? Memo("demands", facts.Demands);
        if (no is not null || facts.Employers.IsDefault)
            return no;
        foreach (var employer in facts.Employers)
            if (Texts.CheckName("employers", employer) is { } wrong)
                return wrong;
        return null;
    }

    private static Refusal? Giver(Party from) => from.Name is { } name ? Party.CheckName("from", name) : null;

    private static Refusal? Memo(string field, string text) =>
        Texts.Check(field, text, Texts.MemoCharsMax, required: false);
}
