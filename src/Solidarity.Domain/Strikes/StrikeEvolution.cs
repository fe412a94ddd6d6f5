using System.Collections.Immutable;
using System.Diagnostics;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using static Solidarity.Domain.Strikes.StrikeEvent;

namespace Solidarity.Domain.Strikes;

/// <summary>A strike as the fold of its events. Totals and counts are kept beside what they are of, so that a board
/// costs the same with ten givers as with a hundred thousand.</summary>
internal static class StrikeEvolution
{
    public static Strike Evolve(Strike state, StrikeEvent @event) => @event switch
    {
        StrikeOpened e => Strike.Unopened(e.Strike) with { Opened = true, Section = e.Section, Facts = e.Facts },
        DuplicateRefused => state,
        StrikeClosed e => state with { Outcome = e.Outcome, Note = e.Note, LastNumber = state.LastNumber + 1 },
        AidNoted e => OnNoted(state, e),
        MoneyMoved e => WithAid(state, e.Aid, Moved(state.Aid[e.Aid], e)),
        TranchesNoted e => OnTranches(state, e),
        SupportNoted e => OnSupport(state, e),
        StrikePayPaid e => state with
        {
            PaidOut = state.PaidOut.SetItem(
                e.Amount.Currency, state.PaidOut.GetValueOrDefault(e.Amount.Currency) + e.Amount.Minor),
            LastPaid = e.Through > (state.LastPaid ?? DateOnly.MinValue) ? e.Through : state.LastPaid,
        },
        _ => OnCall(state, @event),
    };

    private static Strike OnCall(Strike state, StrikeEvent @event) => @event switch
    {
        CallSent e => state with
        {
            Call = e.Call,
            CallOpen = true,
            WaveWaits = e.Call.AnswerBy is not null,
            Terms = e.Terms ?? state.Terms,
            LastNumber = e.Call.Number,
            Recipients = state.Recipients.Union(e.Recipients),
            Relays = WithTold(
                state.Relays, e.Recipients.Where(to => to.IsFederation).Select(to => to.Federation), e.Call, e.At),
            Sendings = Newest(state.Sendings, new Sending(e.Call.Number, e.Call.Scope, e.At, e.Cause)),
        },
        CallTakenBack e => state with
        {
            LastNumber = e.Number,
            CallOpen = e.How == CallEnd.Narrowed && state.CallOpen,
        },
        CallPassedOn e => state with
        {
            Recipients = state.Recipients.Add(e.Recipient),
            Relays = e.Recipient.IsFederation
                ? WithTold(state.Relays, [e.Recipient.Federation], state.Call, e.At)
                : state.Relays,
        },
        WaveKept e => state with { WaveWaits = e.Until is not null },
        RunwayWatched e => state with { RunwayChecks = e.Check, RunwayArmed = e.Again is not null },
        ReminderSent e => state with { LastNumber = e.Number },
        RelayReported e => state with
        {
            Relays = WithTold(
                state.Relays.SetItem(
                    e.Federation, Later(state.Relays.GetValueOrDefault(e.Federation), e.Report)),
                e.Told ?? [], state.Call, e.Report.At),
        },
        WarningSent e => state with { Warning = e.Warning, Recipients = state.Recipients.Union(e.Recipients) },
        WarningAcknowledged e => state with { Acknowledged = state.Acknowledged.Add(e.Section) },
        SightingNoted e => state with { Sightings = WithNewest(state.Sightings).Add(e.Key, e.Sighting) },
        // Who has the call is read from the sections' own records since they say when they have heard it.
        _ => throw new UnreachableException($"strike event {@event.GetType().Name}"),
    };

    private static ImmutableArray<Sending> Newest(ImmutableArray<Sending> sendings, Sending sending) =>
        (sendings.Length < Strike.SendingsMax ? sendings : sendings.RemoveAt(0)).Add(sending);

    private static ImmutableSortedDictionary<FederationId, RelayReport> WithTold(
        ImmutableSortedDictionary<FederationId, RelayReport> relays, IEnumerable<FederationId> told, Call? call,
        DateTimeOffset at)
    {
        foreach (var federation in told.Take(Strike.ToldPerReportMax))
            if (call is not null && relays.Count < Strike.RelaysHeardOfMax && !relays.ContainsKey(federation))
                relays = relays.Add(federation, new RelayReport(
                    call.Number, call.Scope, Sections: 0, Federations: 0, at, RelayReport.NotReported));
        return relays;
    }

    // The oldest one gives way.
    private static ImmutableSortedDictionary<AidKey, Sighting> WithNewest(
        ImmutableSortedDictionary<AidKey, Sighting> sightings) =>
        sightings.Count < Strike.SightingsMax
            ? sightings
            : sightings.Remove(sightings.MinBy(known => known.Value.At).Key);

    // A problem stays on the board until a later relay goes well.
    private static RelayReport Later(RelayReport? known, RelayReport told) =>
        known is null || told.Number >= known.Number ? told : known;

    private static Strike OnNoted(Strike state, AidNoted e)
    {
        var note = StrikeLimits.Kept(e.Note, state.Aid.Count < Strike.WholeNotesMax
            && (e.Note.Length <= Strike.NoteCharsMax || !StrikeLimits.IsOfGiver(e.Aid, e.Counted)
                || (state.Givers.GetValueOrDefault(e.Aid.From)?.Pieces ?? 0) < Strike.WholeNotesPerGiverMax));
        var aid = state.Aid.TryGetValue(e.Aid, out var known)
            ? known with
            {
                Kind = e.Kind,
                State = Standing(known, e.State),
                // What the giver itself promises replaces what was reported of it.
                Amount = e.Counted && !known.Counted ? e.Amount : e.Amount ?? known.Amount,
                Counted = known.Counted || e.Counted,
                Note = note,
                Unasked = e.Counted ? e.Unasked == true : known.Unasked,
            }
            : new Aid(
                e.Kind, e.State, e.Amount, e.Counted, Run: 0, MoneyStage.None, null, null, note, e.Unasked == true);
        state = WithAid(state, e.Aid, aid);
        // To be asked is to be on record as asked, with no answer yet.
        return aid.IsAnswer
            ? WithGiver(state, e.Aid.From, giver => giver, saysNo: e.State is not (AidState.Asked or AidState.Deferred))
            : state;
    }

    // Word of the promise may come after word of its money.
    private static AidState Standing(Aid known, AidState told) =>
        told == AidState.Pledged && known.Stage is (MoneyStage.InTransit or MoneyStage.Received)
            ? AidState.Honoured
            : told;

    private static Strike OnTranches(Strike state, TranchesNoted e)
    {
        var known = state.Tranches.GetValueOrDefault(e.Aid);
        var (before, after) = (known?.Left > 0 ? 1 : 0, e.Ahead.Left > 0 ? 1 : 0);
        state = state with
        {
            Tranches = state.Tranches.SetItem(e.Aid, e.Ahead),
            Totals = state.Totals.Replace(known?.ToCome, e.Ahead.ToCome),
        };
        var series = known is null ? 1 : 0;
        return WithGiver(
            state, e.Aid.From,
            giver => giver with { Standing = giver.Standing + after - before, Series = giver.Series + series },
            saysNo: after < before);
    }

    private static Strike OnSupport(Strike state, SupportNoted e)
    {
        var stood = state.Support.TryGetValue(e.Key, out var known) && !known.Withdrawn;
        var (change, offers) = ((e.Support.Withdrawn ? 0 : 1) - (stood ? 1 : 0), known is null ? 1 : 0);
        var support = e.Support with
        {
            Note = StrikeLimits.Kept(e.Support.Note, state.Support.Count < Strike.WholeNotesMax
                && (state.Givers.GetValueOrDefault(e.Key.From)?.Offers ?? 0) < Strike.WholeNotesPerGiverMax),
        };
        return WithGiver(
            state with { Support = state.Support.SetItem(e.Key, support) },
            e.Key.From,
            giver => giver with { Support = giver.Support + change, Offers = giver.Offers + offers },
            saysNo: e.Support.Withdrawn);
    }

    // What a giver has answered on the whole: a standing pledge outweighs other support, support outweighs a refusal,
    // a withdrawn promise is a refusal, and to be asked again is no answer.
    private static Strike WithGiver(Strike state, Party party, Func<Giver, Giver> change, bool saysNo)
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

    private static Strike WithAid(Strike state, AidKey key, Aid aid)
    {
        var (without, stood, pieces, reported) = (state.AidWithoutSum, 0, 0, 1);
        if (state.Aid.TryGetValue(key, out var known))
        {
            without -= known.IsWithoutSum ? 1 : 0;
            stood = known.IsAnswer && known.IsPromised ? 1 : 0;
            (pieces, reported) = StrikeLimits.IsOfGiver(key, known.Counted) ? (-1, 0) : (0, 0);
        }
        if (StrikeLimits.IsOfGiver(key, aid.Counted))
            (pieces, reported) = (pieces + 1, known is null || pieces < 0 ? 0 : -1);
        state = state with
        {
            Aid = state.Aid.SetItem(key, aid),
            Totals = state.Totals.Replace(known?.Placed, aid.Placed),
            AidWithoutSum = without + (aid.IsWithoutSum ? 1 : 0),
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

    private static Aid Moved(Aid aid, MoneyMoved e) => e.Stage switch
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
