using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.Reversals;

namespace Solidarity.Domain.Tests.Worlds;

/// <summary>What must hold of reversed entries in every history.</summary>
internal static class Reversals
{
    /// <summary>Each reversal is the exact opposite of one plain entry, which no other reverses, and their strikes know
    /// what stands. Found from the events alone, without the state that the rules keep.</summary>
    public static void Check(World world)
    {
        foreach (var (id, stream) in world.Sections)
        {
            var plain = stream.Events.OfType<IPlainEntry>().Select(e => e.Plain).OfType<NumberedEntry>().ToArray();
            plain.Select(e => e.Number).ShouldBe(Enumerable.Range(1, plain.Length), id);
            var reversals = stream.Events.OfType<ReversalEvent.EntryReversed>().ToArray();
            reversals.Select(r => r.Reverses).ShouldBeUnique(id);
            foreach (var reversal in reversals)
            {
                var original = plain[reversal.Reverses - 1].Entry;
                original.Kind.ShouldNotBe(PlainEntryKind.Reversal, id);
                original.Entry.Postings.Select(p => p with { Minor = -p.Minor }).ShouldBe(reversal.Entry.Postings, id);
            }
            var reversed = reversals.Select(r => r.Reverses).ToHashSet();
            foreach (var strike in stream.State.Strikes.Declared.Keys)
                CheckStrike(world, strike, stream.Events.OfType<OwnStrikeEvent>(), reversed);
        }
    }

    private static void CheckStrike(
        World world, StrikeId id, IEnumerable<OwnStrikeEvent> events, HashSet<int> reversed)
    {
        var (strike, all) = (world.Strike(id), events.ToArray());
        var paid = all.OfType<OwnStrikeEvent.StrikePayPaid>()
            .Where(e => e.Strike == id && !reversed.Contains(e.Number)).ToArray();
        strike.Pay.LastPaid.ShouldBe(paid.Select(e => (DateOnly?)e.Through).Max(), $"{id}");
        foreach (var sum in paid.GroupBy(e => e.Amount.Currency))
            strike.Pay.PaidOut[sum.Key].ShouldBe(sum.Sum(e => e.Amount.Minor), $"{id}");
        strike.Pay.PaidOut.Keys.ShouldBe(paid.Select(e => e.Amount.Currency).Distinct(), ignoreOrder: true, $"{id}");
        foreach (var received in all.OfType<OwnStrikeEvent.OutsideAidReceived>().Where(e => e.Strike == id))
            (strike.Aid.Pieces[received.Aid].State == AidState.Withdrawn)
                .ShouldBe(reversed.Contains(received.Number), $"{id} {received.Aid}");
    }
}
