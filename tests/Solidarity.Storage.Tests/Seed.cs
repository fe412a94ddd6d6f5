using FsCheck;
using Microsoft.FSharp.Core;
using Xunit.Abstractions;

namespace Solidarity.Storage.Tests;

/// <summary>Where a randomised test begins. It is printed with the test, and SOLIDARITY_SEED repeats it.</summary>
internal static class Seed
{
    private const string Variable = "SOLIDARITY_SEED";

    internal static int Draw(ITestOutputHelper output)
    {
        var given = Environment.GetEnvironmentVariable(Variable);
        var seed = given is null
            ? Random.Shared.Next()
            : int.Parse(given, System.Globalization.CultureInfo.InvariantCulture);
        output.WriteLine($"seed {seed}; repeat with {Variable}={seed}");
        return seed;
    }

    /// <summary>Runs a property from a drawn seed, which is also told where it fails.</summary>
    internal static void Check(Property property, int tests, ITestOutputHelper output)
    {
        var start = new Rnd((ulong)Draw(output), 1);
        var config = Config.QuickThrowOnFailure
            .WithMaxTest(tests)
            .WithReplay(FSharpOption<Replay>.Some(new Replay(start, FSharpOption<int>.None)));
        FsCheck.Check.One(config, property);
    }
}
