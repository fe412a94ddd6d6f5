using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using static Solidarity.Domain.Strikes.Aid.AidEvent;

namespace Solidarity.Domain.Strikes.Aid;

/// <summary>Aid and support as the fold of their events.</summary>
internal static class AidEvolution
{
    public static StrikeAid Evolve(StrikeAid state, AidEvent @event) => @event switch
    {
        AidNoted e => OnNoted(state, e),
        MoneyMoved e => WithPiece(state, e.Aid, Moved(state.Pieces[e.Aid], e)),
        TranchesNoted e => OnTranches(state, e),
        SupportNoted e => OnSupport(state, e),
        _ => throw new UnreachableException($"aid event {@event.GetType().Name}"),
    };

    private static StrikeAid OnNoted(StrikeAid state, AidNoted e)
    {
        var note = AidLimits.Kept(e.Note, state.Pieces.Count < StrikeAid.WholeNotesMax
            && (e.Note.Length <= StrikeAid.NoteCharsMax || !AidLimits.IsOfGiver(e.Aid, e.Counted)
                || (state.Givers.GetValueOrDefault(e.Aid.From)?.Pieces ?? 0) < StrikeAid.WholeNotesPerGiverMax));
        var isKnown = state.Pieces.TryGetValue(e.Aid, out var known);
        var isUnbooked = e.State == AidState.Withdrawn && known?.Stage == MoneyStage.Received;
        var aid = isKnown
            ? known! with
            {
                Kind = e.Kind,
                State = Standing(known, e.State),
                // What the giver itself promises replaces what was reported of it.
                Amount = e.Counted && !known.Counted ? e.Amount : e.Amount ?? known.Amount,
                Counted = known.Counted || e.Counted,
                Note = note,
                Unasked = e.Counted ? e.Unasked == true : known.Unasked,
                // What had been booked as received by mistake has not arrived.
                Stage = isUnbooked ? MoneyStage.None : known.Stage,
                Received = isUnbooked ? null : known.Received,
            }
            : new AidPiece(
                e.Kind, e.State, e.Amount, e.Counted, Run: 0, MoneyStage.None, null, null, note, e.Unasked == true);
        state = WithPiece(state, e.Aid, aid);
        if (!aid.IsAnswer)
            return state;
        // Of whom aid was booked by mistake no answer is known.
        if (isUnbooked)
            return WithGiver(
                state, e.Aid.From, giver => giver with { Answer = Answer.Unanswered }, saysNo: false);
        // To be asked is to be on record as asked, with no answer yet.
        state = WithGiver(
            state, e.Aid.From, giver => giver, saysNo: e.State is not (AidState.Asked or AidState.Deferred));
        return !AidLimits.IsOfGiver(e.Aid, e.Counted) ? state
            : aid.State == AidState.Declined ? InPlaceOfRefusal(state, e.Aid.From, e.Aid.Id)
            : aid.IsPromised ? InPlaceOfRefusal(state, e.Aid.From, refusal: null)
            : state;
    }

    // A giver's answer takes the place of the refusal that it told before, and this of it: the board shows the last.
    private static StrikeAid InPlaceOfRefusal(StrikeAid state, Party party, PledgeId? refusal)
    {
        if (!state.Givers.TryGetValue(party, out var giver) || giver.Refusal == refusal)
            return state;
        var isOver = giver.Refusal is { } old
            && state.Pieces.GetValueOrDefault(new AidKey(party, old))?.State == AidState.Declined;
        return state with
        {
            Pieces = isOver ? state.Pieces.Remove(new AidKey(party, giver.Refusal!.Value)) : state.Pieces,
            Givers = state.Givers.SetItem(party, giver with { Refusal = refusal }),
        };
    }

    // The promise may be heard of after its money.
    private static AidState Standing(AidPiece known, AidState told) =>
        told == AidState.Pledged && known.Stage is (MoneyStage.InTransit or MoneyStage.Received)
            ? AidState.Honoured
            : told;

    private static StrikeAid OnTranches(StrikeAid state, TranchesNoted e)
    {
        var known = state.Tranches.GetValueOrDefault(e.Aid);
        var (before, after) = (known?.Left > 0 ? 1 : 0, e.Ahead.Left > 0 ? 1 : 0);
        state = state with
        {
            Tranches = state.Tranches.SetItem(e.Aid, e.Ahead),
            Totals = state.Totals.Replace(known?.ToCome, e.Ahead.ToCome),
        };
        var series = known is null ? 1 : 0;
        state = WithGiver(
            state, e.Aid.From,
            giver => giver with { Standing = giver.Standing + after - before, Series = giver.Series + series },
            saysNo: after < before);
        return after > 0 ? InPlaceOfRefusal(state, e.Aid.From, refusal: null) : state;
    }

    private static StrikeAid OnSupport(StrikeAid state, SupportNoted e)
    {
        var stood = state.Support.TryGetValue(e.Key, out var known) && !known.Withdrawn;
        var (change, offers) = ((e.Support.Withdrawn ? 0 : 1) - (stood ? 1 : 0), known is null ? 1 : 0);
        var support = e.Support with
        {
            Note = AidLimits.Kept(e.Support.Note, state.Support.Count < StrikeAid.WholeNotesMax
                && (state.Givers.GetValueOrDefault(e.Key.From)?.Offers ?? 0) < StrikeAid.WholeNotesPerGiverMax),
        };
        state = WithGiver(
            state with { Support = state.Support.SetItem(e.Key, support) },
            e.Key.From,
            giver => giver with { Support = giver.Support + change, Offers = giver.Offers + offers },
            saysNo: e.Support.Withdrawn);
        return e.Support.Withdrawn ? state : InPlaceOfRefusal(state, e.Key.From, refusal: null);
    }

    // What a giver has answered on the whole: a standing pledge outweighs other support, support outweighs a refusal,
    // a withdrawn promise is a refusal, and to be asked again is no answer.
    private static StrikeAid WithGiver(StrikeAid state, Party party, Func<Giver, Giver> change, bool saysNo)
    {
        var isKnown = state.Givers.TryGetValue(party, out var known);
        var giver = change(known ?? Giver.Unheard);
        var answer = giver.Standing > 0 ? Answer.Pledged
            : giver.Support > 0 ? Answer.Supported
            : saysNo ? Answer.Declined
            : giver.Answer;
        giver = giver with { Answer = answer };
        if (giver == known)
            return state;
        var counts = isKnown ? state.Answers.With(known!.Answer, -1) : state.Answers;
        return state with { Givers = state.Givers.SetItem(party, giver), Answers = counts.With(answer, 1) };
    }

    private static StrikeAid WithPiece(StrikeAid state, AidKey key, AidPiece aid)
    {
        var (without, stood, pieces, reported) = (state.WithoutSum, 0, 0, 1);
        if (state.Pieces.TryGetValue(key, out var known))
        {
            without -= known.IsWithoutSum ? 1 : 0;
            stood = known.IsAnswer && known.IsPromised ? 1 : 0;
            (pieces, reported) = AidLimits.IsOfGiver(key, known.Counted) ? (-1, 0) : (0, 0);
        }
        if (AidLimits.IsOfGiver(key, aid.Counted))
            (pieces, reported) = (pieces + 1, known is null || pieces < 0 ? 0 : -1);
        state = state with
        {
            Pieces = state.Pieces.SetItem(key, aid),
            Totals = state.Totals.Replace(known?.Placed, aid.Placed),
            WithoutSum = without + (aid.IsWithoutSum ? 1 : 0),
            Reported = state.Reported + reported,
        };
        var standing = (aid.IsAnswer && aid.IsPromised ? 1 : 0) - stood;
        if (pieces > 0 && !aid.IsAnswer)
        {
            state = state with
            {
                OtherPieces = state.OtherPieces.SetItem(
                key.From, state.OtherPieces.GetValueOrDefault(key.From) + 1)
            };
            pieces = 0;
        }
        return standing == 0 && pieces == 0 ? state : WithGiver(
            state, key.From,
            giver => giver with { Standing = giver.Standing + standing, Pieces = giver.Pieces + pieces },
            saysNo: standing < 0);
    }

    private static AidPiece Moved(AidPiece aid, MoneyMoved e) => e.Stage switch
    {
        MoneyStage.Held or MoneyStage.InTransit => aid with
        {
            Run = e.Run,
            Stage = e.Stage,
            OnItsWay = e.Amount,
            State = e.Stage == MoneyStage.InTransit ? AidState.Honoured : aid.State,
        },
        MoneyStage.Unsent => aid with
        {
            Run = e.Run,
            Stage = e.Stage,
            OnItsWay = null,
            Amount = e.Amount,
            State = AidState.Pledged,
        },
        MoneyStage.Received => aid with
        {
            Run = e.Run,
            Stage = e.Stage,
            OnItsWay = null,
            Received = e.Amount,
            State = AidState.Honoured,
        },
        _ => throw new UnreachableException($"stage {e.Stage}"),
    };
}
