namespace Solidarity.Cluster.Tests.Rounds;

/// <summary>What happens in a round, all drawn from its seed. How it meets with what clients do is not fixed.</summary>
/// <param name="ClockShifts">How far each silo's clock goes ahead.</param>
internal sealed record RoundPlan(
    int Seed, ImmutableArray<Happening> Happenings, int FaultsPerMille, ImmutableArray<TimeSpan> ClockShifts)
{
    /// <summary>Whether nothing else goes wrong than what is done to silos by hand.</summary>
    public bool IsQuiet => FaultsPerMille == 0;

    private const int HappeningsMax = 3;
    private static readonly TimeSpan ClockShiftMax = TimeSpan.FromMinutes(5);

    /// <param name="isLong">Whether pauses may be longer than every time-out; else the round is for a test run that
    /// somebody waits for.</param>
    public static RoundPlan Draw(int seed, int silos, bool isLong)
    {
        var random = new Random(seed);
        var happenings = Enumerable.Range(0, random.Next(1, HappeningsMax + 1))
            .Select(_ => DrawHappening(random, silos, isLong))
            .ToImmutableArray();
        // Every third round is without lost requests, so that other faults are tried by themselves too.
        var perMille = random.Next(3) == 0 ? 0 : random.Next(10, 100);
        var areClocksApart = random.Next(2) == 0;
        var shifts = Enumerable.Range(0, silos)
            .Select(i => areClocksApart ? ClockShiftMax * (i - 1) : TimeSpan.Zero)
            .ToImmutableArray();
        return new RoundPlan(seed, happenings, perMille, shifts);
    }

    private static Happening DrawHappening(Random random, int silos, bool isLong) => random.Next(8) switch
    {
        0 or 1 => new Happening.Kill(random.Next(silos), DrawFolder(random)),
        2 or 3 => new Happening.KillInAppend(random.Next(2) == 0, DrawFolder(random)),
        4 => new Happening.Pause(random.Next(silos), DrawTime(random, isLong ? 15_000 : 3_000)),
        5 => new Happening.StorageAway(
            random.Next(2) == 0 ? random.Next(silos) : null, DrawTime(random, AwayMsMax(random, isLong))),
        6 => new Happening.Upgrade(),
        _ => new Happening.Faults(random.Next(200, 500), DrawTime(random, 3_000)),
    };

    /// <summary>One of four is about a minute.</summary>
    private static int AwayMsMax(Random random, bool isLong) =>
        !isLong ? 2_000 : random.Next(4) == 0 ? 70_000 : 8_000;

    private static FolderState DrawFolder(Random random) => (FolderState)random.Next(4);

    private static TimeSpan DrawTime(Random random, int msMax) =>
        TimeSpan.FromMilliseconds(random.Next(msMax / 3, msMax));

    public override string ToString()
    {
        var clocks = ClockShifts.Any(shift => shift != default) ? ", clocks apart" : "";
        return $"{string.Join("; ", Happenings)}; faults {FaultsPerMille} of 1000{clocks}";
    }
}
