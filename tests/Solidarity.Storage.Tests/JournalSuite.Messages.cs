using static Solidarity.Storage.Tests.TestEntries;

namespace Solidarity.Storage.Tests;

public abstract partial class JournalSuite
{
    [Fact]
    public async Task Messages_wait_in_the_order_of_their_entries_until_their_receiver_answers()
    {
        await AppendAsync(Masons, 0, Entry(1, To(Weavers, "a"), To(Masons, "b")), Entry(2, To(Weavers, "c")));
        (await Journal.PendingAsync(0, 10)).Texts().ShouldBe([
            $"1 {Masons} > {Weavers}  a", $"2 {Masons} > {Masons}  b", $"3 {Masons} > {Weavers}  c"]);
        (await Journal.PendingAsync(1, 1)).Select(message => message.Id).ShouldBe([2]);

        (await AppendAsync(Weavers, 0, Entry(CommandId.FromMessage(1)))).ShouldBe("appended at 3");
        (await Journal.PendingAsync(0, 10)).Select(message => message.Id).ShouldBe([2, 3]);
    }

    [Fact]
    public async Task Alarms_are_due_by_time_and_then_id_and_never_before_their_time()
    {
        var early = Noon.AddTicks(1);
        await AppendAsync(
            Masons,
            0,
            Entry(1, To(Masons, "late", Noon.AddHours(1)), To(Masons, "now")),
            Entry(2, To(Masons, "b", early), To(Masons, "c", early)));
        (await Journal.PendingAsync(0, 10)).Select(message => message.Id).ShouldBe([2]);
        (await Journal.NextDueAsync()).ShouldBe(Noon.AddMilliseconds(1));
        (await Journal.DueAsync(Noon, 10)).ShouldBeEmpty();
        (await Journal.DueAsync(Noon.AddMilliseconds(1), 10)).Select(message => message.Id).ShouldBe([3, 4]);
        (await Journal.DueAsync(DateTimeOffset.MaxValue, 2)).Select(message => message.Id).ShouldBe([3, 4]);
        (await Journal.DueAsync(DateTimeOffset.MaxValue, 10)).Select(message => message.Id).ShouldBe([3, 4, 1]);
        var third = new DueMark(Noon.AddMilliseconds(1), 3);
        (await Journal.DueAsync(DateTimeOffset.MaxValue, 10, third)).Select(message => message.Id).ShouldBe([4, 1]);
        (await Journal.DueAsync(Noon.AddMilliseconds(1), 10, third with { Id = 4 })).ShouldBeEmpty();
        (await Journal.NextDueAsync(Noon.AddMilliseconds(1))).ShouldBe(Noon.AddHours(1));
        (await Journal.NextDueAsync(Noon.AddHours(1))).ShouldBeNull();

        await AppendAsync(Masons, 2, Entry(CommandId.FromMessage(3)), Entry(CommandId.FromMessage(4)));
        (await Journal.NextDueAsync()).ShouldBe(Noon.AddHours(1));
    }

    [Fact]
    public async Task The_id_of_a_message_is_never_given_again()
    {
        await AppendAsync(Masons, 0, Entry(1, To(Weavers), To(Weavers)));
        await AppendAsync(Weavers, 0, Entry(CommandId.FromMessage(1)), Entry(CommandId.FromMessage(2)));
        (await Journal.PendingAsync(0, 10)).ShouldBeEmpty();
        if (IsDurable) await ReopenAsync();
        await AppendAsync(Masons, 1, Entry(2, To(Weavers)));
        (await Journal.PendingAsync(0, 10)).Select(message => message.Id).ShouldBe([3]);
    }

    [Fact]
    public async Task A_message_whose_id_was_answered_before_it_was_sent_goes_when_it_is_tried()
    {
        await AppendAsync(Weavers, 0, Entry(CommandId.FromMessage(1)));
        await AppendAsync(Masons, 0, Entry(1, To(Weavers)));
        (await Journal.PendingAsync(0, 10)).Count.ShouldBe(1);
        (await AppendAsync(Weavers, 1, Entry(CommandId.FromMessage(1)))).ShouldStartWith("answered by 1 ");
        (await Journal.PendingAsync(0, 10)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Messages_that_share_a_payload_have_ids_of_their_own_and_leave_one_by_one()
    {
        await AppendAsync(
            Masons, 0, Entry(1, [.. Alike("call", Weavers, Masons, new("strikes/one")), To(Weavers, "b")]));
        var pending = await Journal.PendingAsync(0, 10);
        pending.Texts().ShouldBe([
            $"1 {Masons} > {Weavers}  call", $"2 {Masons} > {Masons}  call", $"3 {Masons} > strikes/one  call",
            $"4 {Masons} > {Weavers}  b"]);
        pending[0].Payload.Equals(pending[2].Payload).ShouldBeTrue("one memory");
        (await Journal.PendingAsync(1, 1)).Select(message => message.Id).ShouldBe([2]);
        (await Journal.PendingAsync(2, 2)).Select(message => message.Id).ShouldBe([3, 4]);

        await AppendAsync(Masons, 1, Entry(CommandId.FromMessage(2)));
        (await Journal.PendingAsync(0, 10)).Select(message => message.Id).ShouldBe([1, 3, 4]);
        await Journal.AcknowledgeAsync([3, 1]);
        (await Journal.PendingAsync(0, 10)).Select(message => message.Id).ShouldBe([4]);
    }

    [Fact]
    public async Task A_run_of_messages_longer_than_a_row_keeps_ids_and_order()
    {
        var receivers = Enumerable.Range(1, JournalLimits.MessagesPerEntryMax)
            .Select(number => new StreamName($"sections/{number}")).ToArray();
        await AppendAsync(Masons, 0, Entry(1, Alike("call", receivers)));
        var seen = new List<OutboxMessage>();
        while (await Journal.PendingAsync(seen.Count, 777) is { Count: > 0 } page) seen.AddRange(page);
        seen.Select(message => message.Receiver).ShouldBe(receivers);
        seen.Select(message => message.Id).ShouldBe(Enumerable.Range(1, receivers.Length).Select(id => (long)id));

        await Journal.AcknowledgeAsync([.. seen.Select(message => message.Id)]);
        (await Journal.PendingAsync(0, 10)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_acknowledged_leaves_without_an_entry_and_what_does_not_wait_is_passed_over()
    {
        await AppendAsync(Masons, 0, Entry(1, To(Weavers, "a"), To(Weavers, "late", Noon.AddHours(1))));
        await Journal.AcknowledgeAsync([2, 1, 99, 1]);
        (await Journal.PendingAsync(0, 10)).ShouldBeEmpty();
        (await Journal.NextDueAsync()).ShouldBeNull();
        Journal.Position.ShouldBe(1);
        await Should.ThrowAsync<ArgumentException>(async () => await Journal.AcknowledgeAsync([]));
        await Should.ThrowAsync<ArgumentException>(async () =>
            await Journal.AcknowledgeAsync([.. new long[JournalLimits.AcknowledgedMax + 1]]));
    }

    [Fact]
    public async Task A_message_of_a_shared_payload_that_was_answered_may_wait_again_after_opening_and_then_leaves()
    {
        if (!IsDurable) return;
        await AppendAsync(Masons, 0, Entry(1, Alike("call", Weavers, Masons)));
        await AppendAsync(Weavers, 0, Entry(CommandId.FromMessage(1)));
        await ReopenAsync();
        (await Journal.PendingAsync(0, 10)).Select(message => message.Id).ShouldBe([1, 2]);
        (await AppendAsync(Weavers, 1, Entry(CommandId.FromMessage(1)))).ShouldStartWith("answered by 2 ");
        (await Journal.PendingAsync(0, 10)).Select(message => message.Id).ShouldBe([2]);
        await Journal.AcknowledgeAsync([2]);
        await ReopenAsync();
        (await Journal.PendingAsync(0, 10)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_entry_can_answer_several_messages_and_takes_all_of_them_out()
    {
        await AppendAsync(Masons, 0, Entry(1, To(Weavers), To(Weavers), To(Weavers), To(Weavers)));
        (await AppendAsync(Weavers, 0, Group(1, 4, 2), Entry(5))).ShouldBe("appended at 2");

        (await Journal.PendingAsync(0, 10)).Select(message => message.Id).ShouldBe([3]);
        var entry = (await Journal.ReadStreamAsync(Weavers, 0, 10))[0];
        entry.Further.ShouldBe(Group(1, 4, 2).Further);
        foreach (var (id, answer) in (ReadOnlySpan<(long, int)>)[(1, 0), (4, 1), (2, 2)])
        {
            entry.IndexOf(CommandId.FromMessage(id)).ShouldBe(answer);
            entry.ContentOf(answer).ShouldBe(ContentOf(CommandId.FromMessage(id)));
        }

        entry.IndexOf(CommandId.FromMessage(3)).ShouldBeNull();
        entry.IndexOf(Request(1)).ShouldBeNull();
        foreach (var id in (long[])[1, 2, 4])
            Text((await Journal.FindAsync(CommandId.FromMessage(id)))!).ShouldBe(Text(entry));
        (await Journal.FindAsync(CommandId.FromMessage(3))).ShouldBeNull();
    }

    [Fact]
    public async Task A_message_is_answered_once_whether_it_is_the_first_of_an_entry_or_a_further_one()
    {
        await AppendAsync(Weavers, 0, Group(1, 2), Group(3));
        var (group, alone) = (
            Text((await Journal.FindAsync(CommandId.FromMessage(1)))!),
            Text((await Journal.FindAsync(CommandId.FromMessage(3)))!));

        (await AppendAsync(Weavers, 2, Group(2))).ShouldBe($"answered by {group} for 2");
        (await AppendAsync(Weavers, 2, Group(4, 2))).ShouldBe($"answered by {group} for 2");
        (await AppendAsync(Weavers, 2, Group(4, 3))).ShouldBe($"answered by {alone}");
        (await AppendAsync(Weavers, 2, Group(4, 5), Group(2, 1, 3)))
            .ShouldBe($"answered by {group} for 2 | {group} | {alone}");
        (await AppendAsync(Masons, 0, Group(5), Group(4, 1))).ShouldBe($"answered by {group}");

        Journal.Position.ShouldBe(2);
        foreach (var id in (long[])[4, 5])
            (await Journal.FindAsync(CommandId.FromMessage(id))).ShouldBeNull();
        (await AppendAsync(Weavers, 2, Group(4, 5))).ShouldBe("appended at 3");
    }

    [Fact]
    public async Task A_group_of_the_largest_size_is_taken_and_found_by_each_of_its_messages()
    {
        var further = Enumerable.Range(2, JournalLimits.AnswersPerEntryMax - 1).Select(id => (long)id).ToArray();
        await AppendAsync(Masons, 0, Group(1, further));
        if (IsDurable) await ReopenAsync();
        foreach (var command in further.Select(CommandId.FromMessage))
            (await Journal.FindAsync(command))!.IndexOf(command).ShouldBe((int)command.MessageId - 1);
        (await Journal.ReadAsync(0, 10)).ShouldHaveSingleItem().Answers.ShouldBe(JournalLimits.AnswersPerEntryMax);
    }
}
