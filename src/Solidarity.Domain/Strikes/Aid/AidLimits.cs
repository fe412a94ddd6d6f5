using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;

namespace Solidarity.Domain.Strikes.Aid;

/// <summary>
/// What others may add to a strike's state. Each giver has a limit of its own, far below the total, so that no giver
/// can use up what others need. What the striking section itself books or reports is counted apart. A section keeps to
/// the same limits before it promises, so an honest one is never refused here without knowing. Money that came is never
/// refused: it moves what is on the board already, or stands for a promise that is still on its way.
/// </summary>
internal static class AidLimits
{
    /// <summary>Whether a piece of aid is told by its giver, and not by the striking section.</summary>
    public static bool IsOfGiver(AidKey key, bool counted) => counted && key.From.Body is not null;

    /// <summary>The refusal for one more piece of aid; null where there is room, or it is on the board already.
    /// </summary>
    public static Refusal? OnAid(Strike state, AidKey key, bool counted, bool isAnswer)
    {
        var known = state.Aid.Pieces.GetValueOrDefault(key);
        if (!IsOfGiver(key, counted))
            return known is null && state.Aid.Reported >= StrikeAid.ReportedMax
                ? CommonRefusals.LimitReached(nameof(StrikeAid.ReportedMax), StrikeAid.ReportedMax,
                    $"strike {state.Id} has as much aid from outside and as many reports on record as it can keep")
                : IsFullOfGivers(state, key.From) ? TooManyGivers(state) : null;
        if (known?.Counted == true)
            return null;
        if (Pieces(state, key.From, isAnswer) >= GiverLimits.AidPerGiverMax)
            return GiverLimits.TooMuchOf(state.Id, key.From, GiverLimits.AidPerGiverMax);
        if (state.Aid.Pieces.Count - state.Aid.Reported >= StrikeAid.AidMax)
            return IsFull(state, nameof(StrikeAid.AidMax), StrikeAid.AidMax, "pledges");
        return IsFullOfGivers(state, key.From) ? TooManyGivers(state) : null;
    }

    /// <summary>The refusal for one more promise in tranches.</summary>
    public static Refusal? OnTranches(Strike state, AidKey key)
    {
        if (state.Aid.Tranches.ContainsKey(key))
            return null;
        if (state.Aid.Givers.GetValueOrDefault(key.From)?.Series >= GiverLimits.AidPerGiverMax)
            return GiverLimits.TooMuchOf(state.Id, key.From, GiverLimits.AidPerGiverMax);
        if (state.Aid.Tranches.Count >= StrikeAid.TranchesMax)
            return IsFull(state, nameof(StrikeAid.TranchesMax), StrikeAid.TranchesMax, "promises in tranches");
        return IsFullOfGivers(state, key.From) ? TooManyGivers(state) : null;
    }

    /// <summary>The refusal for one more offer of support.</summary>
    public static Refusal? OnSupport(Strike state, AidKey key)
    {
        if (state.Aid.Support.ContainsKey(key))
            return null;
        if (state.Aid.Givers.GetValueOrDefault(key.From)?.Offers >= GiverLimits.SupportPerGiverMax)
            return GiverLimits.TooManyOffersOf(state.Id, key.From);
        if (state.Aid.Support.Count >= StrikeAid.SupportMax)
            return IsFull(state, nameof(StrikeAid.SupportMax), StrikeAid.SupportMax, "offers of support");
        return IsFullOfGivers(state, key.From) ? TooManyGivers(state) : null;
    }

    /// <summary>A text as the state keeps it: whole while there is room for long ones, else its beginning. The giver's
    /// own books and the journal have all of it.</summary>
    public static string Kept(string text, bool whole)
    {
        if (whole || text.Length <= StrikeAid.NoteCharsMax)
            return text;
        var end = StrikeAid.NoteCharsMax - 1;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + "…";
    }

    private static int Pieces(Strike state, Party giver, bool isAnswer) => isAnswer
        ? state.Aid.Givers.GetValueOrDefault(giver)?.Pieces ?? 0
        : state.Aid.OtherPieces.GetValueOrDefault(giver);

    private static bool IsFullOfGivers(Strike state, Party giver) =>
        state.Aid.Givers.Count >= StrikeAid.GiversMax && !state.Aid.Givers.ContainsKey(giver);

    private static Refusal TooManyGivers(Strike state) => CommonRefusals.LimitReached(
        nameof(StrikeAid.GiversMax), StrikeAid.GiversMax,
        $"strike {state.Id} has answers of as many givers as it can keep; give through a federation's collection");

    private static Refusal IsFull(Strike state, string limit, long max, Wording what) => CommonRefusals.LimitReached(
        limit, max, $"strike {state.Id} has as many {what} on its board as it can keep; give through a federation's "
        + $"collection");
}
