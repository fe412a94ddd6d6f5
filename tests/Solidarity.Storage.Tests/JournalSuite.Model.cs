using FsCheck;
using FsCheck.Fluent;
using static Solidarity.Storage.Tests.TestEntries;

namespace Solidarity.Storage.Tests;

public abstract partial class JournalSuite
{
    private const int SequencesChecked = 60;
    private static readonly StreamName[] Names = [Masons, Weavers, new("strikes/geneva-1868")];

    /// <summary>Commands and message ids come from small ranges, so that they meet often.</summary>
    private static readonly Gen<CommandId> AnyCommand = Gen.Frequency(
        (3, Gen.Choose(1, 30).Select(number => Request(number))),
        (2, Gen.Choose(1, 12).Select(number => CommandId.FromMessage(number))));

    private static readonly Gen<NewMessage> AnyMessage =
        from receiver in Gen.Elements(Names)
        from payload in Gen.Elements("{}", "", "{\"pence\":240}")
        from minutes in Gen.Choose(-3, 3)
        select To(receiver, payload, minutes <= 0 ? null : Noon.AddMinutes(minutes));

    /// <summary>Alone, or several with one payload.</summary>
    private static readonly Gen<NewMessage[]> AnyMessages = Gen.OneOf(
        AnyMessage.Select(message => new[] { message }),
        from count in Gen.Choose(2, 4)
        from receivers in Gen.Elements(Names).ListOf(count)
        from payload in Gen.Elements("{}", "", "{\"pence\":240}")
        select Alike(payload, [.. receivers]));

    private static readonly Gen<NewEntry> AnyEntry =
        from command in AnyCommand
        from further in Gen.Choose(1, 12).ListOf()
        from count in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(1, 3)))
        from messages in AnyMessages.ListOf(count)
        let alone = Entry(command, [.. messages.SelectMany(some => some)])
        select command.IsMessage
            ? alone with { Further = Group(0, [.. further.Distinct().Where(id => id != command.MessageId)]).Further }
            : alone;

    private static readonly Gen<Step> AnyAcknowledgement =
        from ids in Gen.Choose(1, 40).NonEmptyListOf()
        select (Step)new Step.Acknowledge([.. ids.Select(id => (long)id)]);

    private static readonly Gen<Step> AnyAppend =
        from stream in Gen.Elements(Names)
        from off in Gen.Frequency((5, Gen.Constant(0)), (1, Gen.Elements(-1, 1, 5)))
        from count in Gen.Frequency((3, Gen.Constant(1)), (1, Gen.Choose(2, 4)))
        from entries in AnyEntry.ListOf(count)
        from snapshot in Gen.Elements(true, false, false)
        select (Step)new Step.TryAppend(stream, off, [.. WithoutTwins(entries)], snapshot);

    /// <summary>The entries that answer nothing that one before them does.</summary>
    private static IEnumerable<NewEntry> WithoutTwins(IEnumerable<NewEntry> entries)
    {
        var seen = new HashSet<CommandId>();
        return entries.Where(entry => !JournalModel.CommandsOf(entry).Any(seen.Contains))
            .Where(entry => JournalModel.CommandsOf(entry).All(seen.Add));
    }

    private static readonly Gen<Step[]> AnySteps =
        Gen.Frequency((12, AnyAppend), (2, AnyAcknowledgement), (1, Gen.Constant<Step>(new Step.Reopen()))).ArrayOf();

    [Fact]
    public void Any_sequence_of_operations_gives_what_a_simple_model_gives()
    {
        var steps = Arb.From(AnySteps, WithoutOneStep);
        Seed.Check(Prop.ForAll(steps, CompareAsync), SequencesChecked, Output);
    }

    private static IEnumerable<Step[]> WithoutOneStep(Step[] steps) =>
        steps.Select((_, left) => steps.Where((_, kept) => kept != left).ToArray());

    private async Task CompareAsync(Step[] steps)
    {
        await StartAnewAsync();
        var model = new JournalModel();
        foreach (var step in steps)
        {
            if (step is Step.TryAppend append)
            {
                var tried = append.On(model);
                Text(await Journal.AppendAsync(tried)).ShouldBe(Text(model.Append(tried)));
            }
            else if (step is Step.Acknowledge acknowledgement)
            {
                await Journal.AcknowledgeAsync(acknowledgement.Ids);
                foreach (var id in acknowledgement.Ids) model.Acknowledge(id);
            }
            else if (IsDurable)
            {
                await ReopenAsync();
                model.Reopen();
                if (!KeepsSnapshots) model.Snapshots.Clear();
            }

            await CompareMessagesAsync(model);
        }

        await CompareEntriesAsync(model);
    }

    private async Task CompareMessagesAsync(JournalModel model)
    {
        Journal.Position.ShouldBe(model.Entries.Count);
        var pending = model.Messages.Where(message => message.Due is null).ToList();
        (await Journal.PendingAsync(0, 1000)).Texts().ShouldBe(pending.Texts());
        var some = model.Entries.Count % 7;
        (await Journal.PendingAsync(some, some + 1)).Texts().ShouldBe(
            pending.Where(message => message.Id > some).Take(some + 1).Texts());
        var alarms = model.Messages.Where(message => message.Due is not null).OrderBy(m => m.Due).ThenBy(m => m.Id);
        (await Journal.DueAsync(DateTimeOffset.MaxValue, 1000)).Texts().ShouldBe(alarms.Texts());
        (await Journal.NextDueAsync()).ShouldBe(alarms.FirstOrDefault()?.Due);
    }

    private async Task CompareEntriesAsync(JournalModel model)
    {
        Journal.LastAt.ShouldBe(model.Entries.LastOrDefault()?.At);
        (await Journal.ReadAsync(0, 1000)).Texts().ShouldBe(model.Entries.Texts());
        foreach (var stream in Names)
        {
            var entries = model.Entries.Where(entry => entry.Stream == stream).ToList();
            (await Journal.ReadStreamAsync(stream, 1, 1000)).Texts().ShouldBe(entries.Skip(1).Texts());
            var snapshot = await Journal.ReadSnapshotAsync(stream);
            (snapshot is null ? null : Text(snapshot)).ShouldBe(
                model.Snapshots.TryGetValue(stream, out var expected) ? Text(expected) : null);
        }

        foreach (var entry in model.Entries)
        {
            foreach (var command in JournalModel.CommandsOf(entry))
                Text((await Journal.FindAsync(command))!).ShouldBe(Text(entry));
        }
    }

    /// <summary>A step is told relative to the state that it meets, so that a sequence stays one when FsCheck takes
    /// steps out of it.</summary>
    private abstract record Step
    {
        private Step() { }

        internal sealed record Reopen : Step;

        internal sealed record Acknowledge(ImmutableArray<long> Ids) : Step
        {
            public override string ToString() => $"acknowledge {string.Join(", ", Ids)}";
        }

        internal sealed record TryAppend(StreamName Stream, int Off, NewEntry[] Entries, bool Snapshot) : Step
        {
            internal Append On(JournalModel model)
            {
                var version = Math.Max(0, model.VersionOf(Stream) + Off);
                var after = version + Entries.Length;
                var snapshot = Snapshot ? new Snapshot(after, "any.v1", Utf8($"{Stream} {after}")) : null;
                return new Append(Stream, version, [.. Entries], snapshot);
            }

            public override string ToString() =>
                $"append to {Stream}, off by {Off}, {string.Join(", ", Entries.Select(Text))}"
                + (Snapshot ? ", with a snapshot" : "");

            private static string Text(NewEntry entry) =>
                $"{string.Join("+", JournalModel.CommandsOf(entry).Select(command => $"{command.Value:x}"))} "
                + $"sends {entry.Messages.Length}";
        }
    }
}
