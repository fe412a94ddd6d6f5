using Solidarity.Benchmarks.Journal;
using Solidarity.Demos.Storms;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Sections.Founding;
using Solidarity.Grains.Entries;
using Solidarity.Storage;
using Solidarity.Storage.Sqlite;

namespace Solidarity.Benchmarks.Fanout;

/// <summary>Writes a world into an empty journal as its grains would have, but all that happened to a body as one
/// entry: what is measured is the call, and the founding of a million sections takes long.</summary>
internal static class FanoutWorld
{
    private static readonly DateTimeOffset Epoch = DateTimeOffset.UnixEpoch;

    public static async Task BuildAsync(string folder, FederationPlan plan)
    {
        await using var journal = SqliteJournal.Open(folder);
        var (members, ancestors) = (plan.Members(), plan.Ancestors());
        var levels = plan.All().ToDictionary(one => one.Id, one => one.Level);
        foreach (var (id, level, parents) in plan.All())
        {
            var events = ImmutableArray.CreateBuilder<FederationEvent>();
            events.Add(new FederationEvent.Founded(id, id.Value, level, "", "CH", Epoch));
            foreach (var (parent, i) in parents.Select((parent, i) => (parent, i)))
            {
                events.Add(new MemberEvent.AffiliationAsked(parent, i + 1));
                events.Add(new MemberEvent.AffiliationGranted(parent, levels[parent], ancestors[parent], Epoch));
            }
            foreach (var member in members.GetValueOrDefault(id, []))
            {
                events.Add(new MemberEvent.MemberAsked(member, 1));
                events.Add(new MemberEvent.MemberAdmitted(member, 1, Epoch));
            }
            var body = EntryBody.Write<FederationEvent>(events.ToImmutable(), DomainJson.FederationEvent);
            await AppendAsync(journal, id, body);
        }
        var all = Enumerable.Range(0, plan.Sections);
        await Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = 500 }, async (number, _) =>
            await AppendAsync(journal, FederationPlan.Section(number), SectionBody(plan, number)));
    }

    private static ReadOnlyMemory<byte> SectionBody(FederationPlan plan, int number)
    {
        var id = FederationPlan.Section(number);
        var events = ImmutableArray.CreateBuilder<SectionEvent>();
        events.Add(new FoundingEvent.Founded(
            id, $"Section {number}", SectionKind.Trade, "masons", "Geneva", "CH", null, [ServiceHost.Chf], Epoch));
        foreach (var (federation, i) in plan.LocalsOf(number).Select((federation, i) => (federation, i)))
        {
            events.Add(new AffiliationEvent.AffiliationAsked(federation, i + 1));
            events.Add(new AffiliationEvent.AffiliationGranted(federation));
        }
        return EntryBody.Write<SectionEvent>(events.ToImmutable(), DomainJson.SectionEvent);
    }

    private static async Task AppendAsync(SqliteJournal journal, Address body, ReadOnlyMemory<byte> events)
    {
        var entry = new NewEntry(new CommandId(RequestIds.Next()), default, Epoch, events, []);
        if (await journal.AppendAsync(new Append(new StreamName(body.ToString()), 0, [entry]))
            is not AppendResult.Appended)
            throw new InvalidOperationException($"{body} was not founded");
    }
}
