using System.Globalization;
using Xunit.Abstractions;

namespace Solidarity.Runtime.Tests;

/// <summary>Many grains and callers, doing all that a grain can do at once, from a seed that is printed.</summary>
public sealed class StressTests(ITestOutputHelper output)
{
    private const int Grains = 50;
    private const int Callers = 100;
    private const int CallsPerCaller = 400;

    [Theory]
    [InlineData("Solidarity.Runtime.Tests.Strained")]
    [InlineData("Solidarity.Runtime.Tests.ReentrantStrained")]
    public async Task No_two_turns_of_an_activation_overlap_and_no_call_is_lost(string className)
    {
        var seed = Environment.GetEnvironmentVariable("SOLIDARITY_SEED") is { } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : Environment.TickCount;
        output.WriteLine($"SOLIDARITY_SEED={seed}");
        await using var host = await TestHost.StartAsync();
        var strain = new Strain();

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() =>
            CallAsync(host, className, strain, new Random(seed ^ caller)))));
        await host.StopAsync();

        strain.Overlaps.ShouldBe(0);
        strain.Doubles.ShouldBe(0);
        strain.Answered.ShouldBe(Callers * CallsPerCaller);
        strain.Begun.ShouldBe(strain.Answered);
        strain.Activations.ShouldBe(strain.Deactivations);
        strain.Activations.ShouldBeGreaterThan(Grains);
        if (className.EndsWith(".Strained", StringComparison.Ordinal)) strain.Interleaved.ShouldBe(0);
        else strain.Interleaved.ShouldBeGreaterThan(0);
    }

    // Some calls are awaited one by one, some are sent in bursts; now and then a grain is asked to end.
    private static async Task CallAsync(TestHost host, string className, Strain strain, Random random)
    {
        var burst = new List<Task>();
        for (var call = 0; call < CallsPerCaller; call++)
        {
            var grain = host.Get<IStrained>($"{random.Next(Grains)}", className);
            burst.Add(AnswerAsync(grain.Work(strain, random.Next(6), isLast: random.Next(50) == 0), strain));
            if (random.Next(4) > 0) continue;
            await Task.WhenAll(burst);
            burst.Clear();
        }
        await Task.WhenAll(burst);
    }

    private static async Task AnswerAsync(Task work, Strain strain)
    {
        await work;
        Interlocked.Increment(ref strain.Answered);
    }
}

/// <summary>What the grains saw, counted by all of them.</summary>
internal sealed class Strain
{
    public int Overlaps;
    public int Interleaved;
    public int Doubles;
    public int Begun;
    public int Answered;
    public int Activations;
    public int Deactivations;

    /// <summary>Activations per key at this moment.</summary>
    public System.Collections.Concurrent.ConcurrentDictionary<string, int> Living { get; } = new();
}

internal interface IStrained : IGrainWithStringKey
{
    Task Work(Strain strain, int awaits, bool isLast);
}

internal class Strained : Grain, IStrained
{
    private Strain? _strain;
    private int _inTurn;
    private int _running;

    public async Task Work(Strain strain, int awaits, bool isLast)
    {
        Turn(strain, () =>
        {
            Interlocked.Increment(ref strain.Begun);
            if (++_running > 1) Interlocked.Increment(ref strain.Interleaved);
            if (_strain is null) Live(strain);
            if (isLast) DeactivateOnIdle();
        });
        for (var done = 0; done < awaits; done++)
        {
            await Rest(done);
            Turn(strain, () => { });
        }
        Turn(strain, () => _running--);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _strain!.Deactivations);
        _strain.Living.AddOrUpdate(this.GetPrimaryKeyString(), 0, (_, living) => living - 1);
        return Task.CompletedTask;
    }

    private static Task Rest(int kind) => (kind % 3) switch
    {
        0 => Task.Run(() => Thread.SpinWait(50)),
        1 => Task.Factory.StartNew(() => { }, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default),
        _ => Task.WhenAll(Task.Run(() => { }), Task.Run(() => { })),
    };

    private void Live(Strain strain)
    {
        _strain = strain;
        Interlocked.Increment(ref strain.Activations);
        var living = strain.Living.AddOrUpdate(this.GetPrimaryKeyString(), 1, (_, living) => living + 1);
        if (living > 1) Interlocked.Increment(ref strain.Doubles);
    }

    // A turn that overlaps another finds the mark set; the spin gives it the time to.
    private void Turn(Strain strain, Action action)
    {
        if (Interlocked.Exchange(ref _inTurn, 1) != 0) Interlocked.Increment(ref strain.Overlaps);
        action();
        Thread.SpinWait(100);
        Volatile.Write(ref _inTurn, 0);
    }
}

[Reentrant]
internal sealed class ReentrantStrained : Strained;
