using Solidarity.Commands.Boards;
using Solidarity.Commands.Sums;
using Spectre.Console;

namespace Solidarity.Demos;

/// <summary>Bars that fill, for terminals.</summary>
internal static class Gauge
{
    private const int BarChars = 30;
    private const int NameChars = 10;

    public static string Bar(long done, long total)
    {
        var filled = (int)Math.Clamp(done * BarChars / Math.Max(1, total), 0, BarChars);
        return new string('█', filled) + new string('░', BarChars - filled);
    }

    /// <summary>What is being done, and how far.</summary>
    /// <param name="now">With 0 in all where that is not known.</param>
    public static string Phase((string Name, long Done, long Total) now) => now.Total == 0
        ? $"{now.Name} ..."
        : T($"{now.Name}: {Bar(now.Done, now.Total)} {Counting.Of(now.Done)} of {Counting.Of(now.Total)}");

    /// <summary>Coverage in its three parts, which are never added; and how long the fund lasts.</summary>
    public static IEnumerable<Text> Coverage(V1.Board board)
    {
        if (board.Coverage is { Need: { } need } coverage)
        {
            yield return Share(T("received"), coverage.ReceivedMinorUnits, need);
            yield return Share(T("on its way"), coverage.OnItsWayMinorUnits, need);
            yield return Share(T("pledged"), coverage.PledgedMinorUnits, need);
        }
        if (board.Runway is { } runway)
            yield return new Text(T($"runway {BoardDetails.Days(runway.Days)} on {SumText.Of(runway.Fund)}"));
    }

    private static Text Share(string name, long minor, V1.Money need) => new(
        T($"{name.PadRight(NameChars)} {Bar(minor, need.MinorUnits)} "
            + $"{SumText.Of(new V1.Money(need) { MinorUnits = minor })} of {SumText.Of(need)}"));
}
