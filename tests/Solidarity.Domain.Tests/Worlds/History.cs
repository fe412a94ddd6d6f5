using FsCheck;
using FsCheck.Fluent;

namespace Solidarity.Domain.Tests.Worlds;

/// <summary>One thing that somebody does, or that chance does; which one, and to whom, <see cref="Moves"/> reads out of
/// the numbers, so that every move means something in every world.</summary>
internal readonly record struct Move(int Kind, int A, int B, int C)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"new({Kind}, {A}, {B}, {C})");
}

/// <summary>A generated history: the seed of the world's chance, and what is done in it, one after the other. It prints
/// as the C# that makes it.</summary>
internal sealed record History(int Seed, Move[] Moves)
{
    private const int NumberMax = 10_000;

    public override string ToString() => $"new History({Seed}, [{string.Join(", ", Moves)}])";

    public static Arbitrary<History> Any(int kinds)
    {
        var number = Gen.Choose(0, NumberMax);
        var move =
            from kind in Gen.Choose(0, kinds - 1)
            from a in number
            from b in number
            from c in number
            select new Move(kind, a, b, c);
        var history =
            from seed in Gen.Choose(0, NumberMax)
            from moves in Gen.ArrayOf(move)
            select new History(seed, moves);
        return Arb.From(history, Smaller);
    }

    // Leaves out halves, quarters, ... and at last single moves.
    private static IEnumerable<History> Smaller(History history)
    {
        for (var size = history.Moves.Length / 2; size > 0; size /= 2)
            for (var from = 0; from < history.Moves.Length; from += size)
                yield return history with { Moves = [.. history.Moves[..from], .. history.Moves.Skip(from + size)] };
    }
}
