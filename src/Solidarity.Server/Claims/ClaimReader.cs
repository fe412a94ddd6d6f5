using Solidarity.Domain.Bodies;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Pay;
using Solidarity.Domain.Sections.Claims;
using Solidarity.Grains.Entries;
using Solidarity.Server.Paging;
using Solidarity.Storage;

namespace Solidarity.Server.Claims;

/// <summary>
/// Reads a claim with its groups, which only the journal keeps: in one pass over the section's entries, some 100,000 a
/// second, of which those that filed no claim are not parsed.
/// </summary>
internal static class ClaimReader
{
    private static ReadOnlySpan<byte> Mark => "section.claim-filed"u8;

    /// <summary>A claim as it was filed last, and what a striker of each group had had before it; null where the claim
    /// was never filed.</summary>
    public static async Task<(ClaimEvent.ClaimFiled Filed, ImmutableSortedDictionary<GroupId, StrikerAccount> Before)?>
        ReadAsync(IJournal journal, SectionId section, StrikeId strike, int number, CancellationToken cancellation)
    {
        var filed = new Dictionary<int, ClaimEvent.ClaimFiled>();
        var stream = new StreamName(((Address)section).ToString());
        await foreach (var entry in journal.ReadAllAsync(stream, 0, cancellation))
        {
            if (entry.Body.Span.IndexOf(Mark) < 0)
                continue;
            foreach (var @event in EntryBody.ReadEvents(entry.Body, Aggregates.Section.EventJson))
                if (@event is ClaimEvent.ClaimFiled claim && claim.Strike == strike && claim.Number <= number)
                    filed[claim.Number] = claim;
        }
        if (!filed.TryGetValue(number, out var found))
            return null;
        var before = ImmutableSortedDictionary.CreateBuilder<GroupId, StrikerAccount>();
        for (var week = 1; week < number; week++)
            foreach (var group in filed[week].Groups)
                before[group.Facts.Group] = group.After;
        return (found, before.ToImmutable());
    }
}
