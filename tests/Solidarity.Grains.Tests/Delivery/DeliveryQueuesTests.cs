using Microsoft.Extensions.Logging;
using Solidarity.Grains.Delivery;
using Solidarity.Storage;
using Xunit.Abstractions;

namespace Solidarity.Grains.Tests.Delivery;

/// <summary>Invariant 13 in delivery: what one sends or cannot take costs others a bounded share of the room.</summary>
public sealed class DeliveryQueuesTests(ITestOutputHelper output)
{
    [Fact]
    public void A_receiver_that_takes_nothing_holds_no_room()
    {
        using var carriage = new Carriage();
        for (var i = 0; i < 3_400; i++)
            carriage.Send($"sections/s{i}", "strikes/bad");
        carriage.Pump();
        var bad = carriage.Busy.ShouldHaveSingleItem();
        bad.Held.ShouldBe(Dispatcher.UnderWayPerReceiverMax);
        carriage.Deliver(bad, takes: false);

        carriage.Send("sections/s1", "strikes/good", 5_000);
        carriage.Pump();
        DeliverAll(carriage);

        carriage.Delivered.Count.ShouldBe(5_000);
        bad.Held.ShouldBe(0);
        bad.Waiting.Count.ShouldBe(3_400);

        carriage.PassPauses();
        carriage.Pump();
        DeliverAll(carriage);
        carriage.Waiting.ShouldBe(0, "nothing was lost");
        carriage.DeliveryQueues.IsQuiet.ShouldBeTrue();
    }

    [Fact]
    public void A_receiver_that_is_tried_again_is_given_one_message()
    {
        using var carriage = new Carriage();
        carriage.Send("sections/s", "strikes/bad", 2_000);
        carriage.Pump();
        var bad = carriage.Busy.ShouldHaveSingleItem();
        carriage.Deliver(bad, takes: false);
        carriage.PassPauses();
        carriage.Pump();

        bad.Held.ShouldBe(1);
    }

    [Theory]
    [InlineData("strikes/s")]
    [InlineData("sections/r")]
    public void Behind_one_senders_flood_what_others_send_waits_for_a_bounded_share(string flooded)
    {
        using var carriage = new Carriage();
        for (var i = 0; i < 50_000; i++)
            carriage.Send("federations/flood", flooded == "strikes/s" ? flooded : $"{flooded}{i}");
        carriage.Pump();
        carriage.Send("sections/honest", "strikes/other", 10);
        carriage.Pump();

        DeliverAll(carriage);

        var last = carriage.Delivered.FindLastIndex(message => message.Sender.Value == "sections/honest");
        last.ShouldBeLessThan(Dispatcher.UnderWayMax + (2 * DeliveryQueues.TurnMessages));
        carriage.Delivered.Count.ShouldBe(50_010);
    }

    [Fact]
    public void A_sender_with_much_to_say_shares_with_a_flood()
    {
        using var carriage = new Carriage();
        for (var i = 0; i < 50_000; i++)
            carriage.Send("federations/flood", $"sections/r{i}");
        for (var i = 0; i < 5_000; i++)
            carriage.Send("federations/hub", $"sections/q{i}");
        carriage.Pump();

        DeliverAll(carriage);

        var last = carriage.Delivered.FindLastIndex(message => message.Sender.Value == "federations/hub");
        last.ShouldBeLessThan(Dispatcher.UnderWayMax + (3 * 5_000));
    }

    [Fact]
    public void A_message_that_fails_is_set_aside_and_what_is_behind_it_goes_on()
    {
        using var carriage = new Carriage();
        carriage.Send("sections/a", "sections/r", 3);
        carriage.Send("sections/b", "sections/r", 3);
        for (var tries = 1; tries <= StuckMessages.TriesMax; tries++)
        {
            carriage.Pump();
            DeliverAll(carriage, message => message.Id == 2);
            long[] expected = tries < StuckMessages.TriesMax ? [1, 4, 5, 6] : [1, 4, 5, 6, 3];
            carriage.Delivered.Select(message => message.Id).ShouldBe(expected);
            carriage.PassPauses();
        }

        carriage.Delivered.Select(message => message.Id).ShouldBe([1, 4, 5, 6, 3]);
        var stuck = carriage.Stuck.List(0, 10).ShouldHaveSingleItem();
        (stuck.Id, stuck.Tries, stuck.Kind).ShouldBe((2, StuckMessages.TriesMax, "x"));
        carriage.DeliveryQueues.IsQuiet.ShouldBeTrue();

        foreach (var message in carriage.Stuck.TakeForRetry(null))
            carriage.DeliveryQueues.Retry(message);
        carriage.Pump();
        DeliverAll(carriage);
        carriage.Delivered[^1].Id.ShouldBe(2);
        carriage.Stuck.Count.ShouldBe(0);
    }

    [Fact]
    public void A_retry_that_fails_again_is_one_try()
    {
        using var carriage = new Carriage();
        carriage.Send("sections/a", "sections/r");
        for (var tries = 1; tries <= StuckMessages.TriesMax; tries++)
        {
            carriage.Pump();
            DeliverAll(carriage, _ => true);
            carriage.PassPauses();
        }
        foreach (var message in carriage.Stuck.TakeForRetry(1))
            carriage.DeliveryQueues.Retry(message);
        carriage.Pump();
        DeliverAll(carriage, _ => true);

        carriage.Stuck.List(0, 10).ShouldHaveSingleItem().Tries.ShouldBe(StuckMessages.TriesMax + 1);
    }

    [Fact]
    public void A_log_that_throws_when_a_message_is_set_aside_loses_none()
    {
        using var carriage = new Carriage(log: new ThrowingLog());
        carriage.Send("sections/a", "sections/r", 3);
        carriage.Send("sections/b", "sections/r", 3);
        for (var tries = 1; tries <= StuckMessages.TriesMax + 3; tries++)
        {
            carriage.Pump();
            DeliverAll(carriage, message => message.Id == 2);
            carriage.PassPauses();
        }

        carriage.Delivered.Select(message => message.Id).ShouldBe([1, 3, 4, 5, 6], ignoreOrder: true);
        carriage.Stuck.List(0, 10).ShouldHaveSingleItem().Id.ShouldBe(2);
        carriage.DeliveryQueues.IsQuiet.ShouldBeTrue();
    }

    [Fact]
    public void Whatever_fails_everything_is_delivered_once_and_in_the_order_of_each_sender_and_receiver()
    {
        var seed = Seed.Next();
        output.WriteLine($"SOLIDARITY_SEED={seed}");
        // All that waits is kept in memory, or some of it, or nothing.
        foreach (var keptBytesMax in (long[])[DeliveryQueues.KeptBytesMax, 100_000, 0])
            for (var run = 0; run < 10; run++)
                PlayAtRandom(new Random(seed + run), keptBytesMax);
    }

    private sealed class ThrowingLog : ILogger<StuckMessages>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => throw new IOException("the disk of the log is full");
    }

    private static void PlayAtRandom(Random random, long keptBytesMax)
    {
        using var carriage = new Carriage(keptBytesMax);
        var sent = 0;
        for (var step = 0; step < 400 || carriage.Waiting > 0; step++)
        {
            if (step < 400 && random.Next(3) == 0)
                sent += SendSome(carriage, random);
            // A turn for which nothing could be read is dealt out again.
            if (random.Next(20) == 0)
                carriage.DeliveryQueues.NextTurn();
            carriage.Pump();
            if (carriage.Busy.Count > 0)
            {
                var receiver = carriage.Busy[random.Next(carriage.Busy.Count)];
                var takes = step >= 2_000 || random.Next(6) > 0;
                // Fewer tries than set a message aside, mostly: what is set aside is looked at elsewhere.
                if (step < 2_000 && random.Next(10) == 0)
                    carriage.BreakOff(receiver);
                else
                    carriage.Deliver(receiver, _ => step < 2_000 && random.Next(400) == 0, takes);
            }
            if (random.Next(2) == 0)
                carriage.PassPauses();
            step.ShouldBeLessThan(200_000, "nothing goes on any more");
        }
        carriage.Stuck.Count.ShouldBe(0);
        carriage.Delivered.Count.ShouldBe(sent);
        carriage.Delivered.Select(message => message.Id).Distinct().Count().ShouldBe(sent);
        foreach (var pair in carriage.Delivered.GroupBy(message => (message.Sender, message.Receiver)))
            pair.Select(message => message.Id).ShouldBeInOrder();
    }

    private static int SendSome(Carriage carriage, Random random)
    {
        var count = random.Next(8) == 0 ? random.Next(6_000) : random.Next(20);
        var sender = $"sections/s{random.Next(6)}";
        for (var i = 0; i < count; i++)
            carriage.Send(sender, $"sections/r{random.Next(random.Next(2) == 0 ? 2 : 40)}");
        return count;
    }

    private static void DeliverAll(Carriage carriage, Func<OutboxMessage, bool>? fails = null)
    {
        while (carriage.Busy.Count > 0)
        {
            foreach (var receiver in carriage.Busy.ToArray())
                carriage.Deliver(receiver, fails);
            carriage.Pump();
        }
    }
}
