using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Strikes.Calls;
using Solidarity.Domain.Transfers;

namespace Solidarity.Domain.Tests.Worlds;

/// <summary>What must hold between bodies when a world has come to rest: what one was told is what the other knows.
/// </summary>
internal static class Boards
{
    /// <summary>Every transfer has ended, and the pledge, collection or repayment that it carried says the same.
    /// </summary>
    public static void CheckTransfers(World world)
    {
        foreach (var (id, stream) in world.Transfers)
        {
            stream.State.Phase.ShouldBeOneOf([TransferPhase.Settled, TransferPhase.Returned], $"transfer {id}");
        }
        CheckEnds(world);
        foreach (var (id, stream) in world.Sections)
            foreach (var (pledge, p) in stream.State.Promises.Pledges)
            {
                p.Transfer.ShouldBeNull($"{id} {pledge}");
                if (p.Runs == 0)
                    continue;
                var last = world.Transfer(Transfer.IdFor(new SectionId(id), "pledge", pledge, p.Runs));
                (p.State == AidState.Honoured).ShouldBe(last.Phase == TransferPhase.Settled, $"{id} {pledge}");
            }
        CheckOnce(world);
    }

    // However often something is sent, one transfer of it arrives, and then it is over; none arrives of what is not.
    private static void CheckOnce(World world)
    {
        foreach (var (id, stream) in world.Sections)
        {
            foreach (var (key, repayment) in stream.State.Loans.Repayments.Where(r => r.Value.Runs > 0))
                CheckOnce(world, new SectionId(id), "repayment", key, repayment.Runs, repayment.State);
            foreach (var (key, sum) in stream.State.Surplus.Sent.Where(sum => sum.Value.Runs > 0))
                CheckOnce(world, new SectionId(id), "surplus", key, sum.Runs, sum.State);
        }
        foreach (var (id, stream) in world.Federations)
            foreach (var (key, collection) in stream.State.Collections.Where(c => c.Value.Runs > 0))
                CheckOnce(world, new FederationId(id), "collection", key, collection.Runs, collection.State);
    }

    private static void CheckOnce(World world, Address owner, string purpose, PledgeId id, int runs, AidState state)
    {
        var arrived = Enumerable.Range(1, runs)
            .Count(run => world.Transfer(Transfer.IdFor(owner, purpose, id, run)).Phase == TransferPhase.Settled);
        arrived.ShouldBe(state == AidState.Honoured ? 1 : 0, $"{owner} {purpose} {id}");
    }

    /// <summary>Every transfer has ended once, or says whom it waits for; one that was stuck has ended since, or is
    /// stuck still and says where.</summary>
    public static void CheckEnds(World world)
    {
        foreach (var (id, stream) in world.Transfers)
        {
            var open = 0;
            foreach (var @event in stream.Events)
                open += @event switch
                {
                    TransferEvent.Settled or TransferEvent.Returned or TransferEvent.Stuck => 1,
                    TransferEvent.Resumed => -1,
                    TransferEvent.TurnedBack when open > 0 => -1,
                    _ => 0,
                };
            open.ShouldBe(stream.State.Waiting is null ? 1 : 0, $"transfer {id}");
            if (stream.State.Waiting is { } waiting)
                CheckWaiting(world, waiting, id);
            (stream.State.Halt is null).ShouldBe(stream.State.Phase != TransferPhase.Stuck, $"transfer {id}");
        }
    }

    // What a transfer shows that it waits for is what the treasury of that body waits for.
    private static void CheckWaiting(World world, Waiting waiting, string id)
    {
        var treasury = world.TreasuryOf(waiting.For)!;
        if (waiting.Step == AwaitedStep.HandOver)
            treasury.PendingSettlements[waiting.Key].Back.ShouldBe(waiting.Back, id);
        else
            (treasury.Claims[waiting.Key] is { Rejected: null, SettledBy: not null }).ShouldBeTrue(id);
    }

    /// <summary>The strike's board shows each pledge as its section has it, and the fund what the board says.</summary>
    public static void CheckAid(World world)
    {
        foreach (var (id, stream) in world.Sections)
        {
            foreach (var (pledge, p) in stream.State.Promises.Pledges)
            {
                var aid = world.Strike(p.Strike).Aid.Pieces[new AidKey(Party.Of(new SectionId(id)), pledge)];
                var what = $"{id} {pledge}";
                aid.State.ShouldBe(p.State, what);
                aid.Kind.ShouldBe(p.Kind, what);
                aid.Counted.ShouldBeTrue(what);
                aid.OnItsWay.ShouldBeNull(what);
                aid.Received.ShouldBe(p.Delivered, what);
            }
            foreach (var (strike, _) in stream.State.Strikes.Declared)
                CheckFund(world, stream.State, strike);
        }
    }

    /// <summary>Lender and borrower agree on what is owed.</summary>
    public static void CheckLoans(World world)
    {
        foreach (var (id, stream) in world.Sections)
            foreach (var (key, loan) in stream.State.Loans.Taken)
            {
                loan.Paying.Minor.ShouldBe(0, $"{id} {key}");
                loan.Owed.Minor.ShouldBeGreaterThanOrEqualTo(0, $"{id} {key}");
                if (key.From.Body is { } lender)
                    world.Section(lender.Section).Promises.Pledges[key.Id].Owed.ShouldBe(loan.Owed, $"{id} {key}");
            }
    }

    /// <summary>Every answer in an inbox is the one that the strike knows, the end has come to all that have the call,
    /// and the strike's counts are what they count.</summary>
    public static void CheckAnswers(World world)
    {
        foreach (var (id, stream) in world.Strikes.Where(s => s.Value.State.Calls.Call is not null))
        {
            var strike = stream.State;
            foreach (var (section, s) in world.Sections)
            {
                if (!s.State.Inbox.Calls.TryGetValue(strike.Id, out var call))
                    continue;
                var taken = strike.Outcome is not null || !strike.Calls.IsOpen;
                // Who was out of reach when the call was sent again is not asked any more.
                var again = stream.Events.Any(e => e is CallEvent.CallTakenBack);
                if (taken || !again)
                    call.Closed.ShouldBe(taken, $"{section} {id}");
                // What the strikers report of a section counts as its answer too, and its inbox knows nothing of it.
                var party = Party.Of(new SectionId(section));
                if (!strike.Aid.Pieces.Any(aid => aid.Key.From == party && !aid.Value.Counted))
                    (strike.Aid.Givers.GetValueOrDefault(party)?.Answer ?? Answer.Unanswered)
                        .ShouldBe(call.Answer, $"{section} {id}");
            }
            CheckCounts(strike);
        }
    }

    private static void CheckCounts(Strike strike)
    {
        var counts = strike.Aid.Givers.Values.Aggregate(AnswerCounts.None, (n, giver) => n.With(giver.Answer, 1));
        strike.Aid.Answers.ShouldBe(counts, strike.Id.Value);
        strike.Aid.WithoutSum.ShouldBe(strike.Aid.Pieces.Values.Count(aid => aid.IsWithoutSum), strike.Id.Value);
        foreach (var (party, giver) in strike.Aid.Givers)
            giver.Standing.ShouldBe(
                strike.Aid.Pieces.Count(aid =>
                    aid.Key.From == party && aid.Value is { IsAnswer: true, IsPromised: true })
                    + strike.Aid.Tranches.Count(t => t.Key.From == party && t.Value.Left > 0), $"{strike.Id} {party}");
        var sums = strike.Aid.Pieces.Values.Select(aid => aid.Sum).Concat(strike.Aid.Tranches.Values.Select(
            t => (Amount?)(t.Each with { Minor = t.Each.Minor * t.Left })));
        foreach (var sum in sums.OfType<Amount>().GroupBy(sum => sum.Currency))
            (strike.Aid.Totals.GetValueOrDefault(sum.Key)?.All ?? 0).ShouldBe(sum.Sum(s => s.Minor), $"{strike.Id}");
    }

    /// <summary>Both ends of every affiliation agree, and no body contains itself.</summary>
    public static void CheckMemberships(World world)
    {
        foreach (var (id, stream) in world.Federations)
        {
            var federation = new FederationId(id);
            foreach (var (parent, link) in stream.State.Membership.Parents)
                StatusAt(world, parent, federation).ShouldBe(link.Status, $"{id} in {parent}");
            foreach (var (member, status) in stream.State.Membership.Members)
                if (status == AffiliationStatus.Member)
                    IsMember(world, member, federation).ShouldBeTrue($"{id} has member {member}");
            Above(world, federation, []).ShouldNotContain(federation);
        }
        foreach (var (id, stream) in world.Sections)
            foreach (var (federation, status) in stream.State.Affiliations.Federations)
                StatusAt(world, federation, new SectionId(id)).ShouldBe(status, $"{id} in {federation}");
    }

    private static AffiliationStatus? StatusAt(World world, FederationId federation, Address member) =>
        world.Federation(federation).Membership.Members.TryGetValue(member, out var status) ? status : null;

    private static bool IsMember(World world, Address member, FederationId federation) => member.IsSection
        ? world.Section(member.Section).Affiliations.Federations.GetValueOrDefault(federation)
                    == AffiliationStatus.Member
        : world.Federation(member.Federation).Membership.IsIn(federation);

    private static HashSet<FederationId> Above(World world, FederationId id, HashSet<FederationId> found)
    {
        foreach (var (parent, link) in world.Federation(id).Membership.Parents)
            if (link.Status == AffiliationStatus.Member && found.Add(parent))
                Above(world, parent, found);
        return found;
    }

    private static void CheckFund(World world, Section section, StrikeId id)
    {
        var strike = world.Strike(id);
        var received = strike.Aid.Pieces.Values.Where(a => a is { Counted: true, Received: not null })
            .GroupBy(a => a.Received!.Value.Currency)
            .ToDictionary(g => g.Key, g => g.Sum(a => a.Received!.Value.Minor));
        foreach (var currency in received.Keys.Union(strike.Pay.PaidOut.Keys).Union(strike.FundUses.Keys))
            section.Treasury.Book.Balance(Account.StrikeFund(id), currency).ShouldBe(
                received.GetValueOrDefault(currency) - strike.Pay.PaidOut.GetValueOrDefault(currency)
                    - (strike.FundUses.GetValueOrDefault(currency)?.All ?? 0),
                $"fund of {id}");
    }
}
