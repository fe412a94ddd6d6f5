using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using Xunit.Abstractions;

namespace Solidarity.Domain.Tests.Kit;

/// <summary>
/// Runs a property over generated values. The seed is printed before the run; set <see cref="SeedVariable"/> to run
/// with it again. The smallest value that fails is in the exception, written so that it can be kept as a case.
/// </summary>
internal static class Randomly
{
    public const string SeedVariable = "SOLIDARITY_TEST_SEED";

    /// <summary>Multiplies every number of runs, for a long look; 1 where it is not set.</summary>
    public const string TimesVariable = "SOLIDARITY_TEST_TIMES";

    public static void ForAll<T>(
        ITestOutputHelper output, Arbitrary<T> values, int runs, int size, Action<T> property)
    {
        var seed = ulong.TryParse(Environment.GetEnvironmentVariable(SeedVariable), out var given)
            ? given
            : (ulong)Random.Shared.NextInt64();
        var times = int.TryParse(Environment.GetEnvironmentVariable(TimesVariable), out var many) ? many : 1;
        output.WriteLine($"{SeedVariable}={seed} ({runs * times} runs)");
        var config = Config.QuickThrowOnFailure
            .WithQuietOnSuccess(true)
            .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(seed), FSharpOption<int>.None)))
            .WithMaxTest(runs * times)
            .WithStartSize(1)
            .WithEndSize(size);
        Prop.ForAll(values, property).Check(config);
    }

    /// <summary>Whole numbers, one for each time that chance is asked.</summary>
    public static Arbitrary<int> Seeds() => Gen.Choose(0, int.MaxValue - 1).ToArbitrary();
}
