using Google.Protobuf.WellKnownTypes;
using Solidarity.Commands.Sheets;

namespace Solidarity.Commands.CommandLine;

/// <summary>What is said of money that came back, or found no way: how often it was sent, when it is sent again by
/// itself, and where it is not, the line that sends it.</summary>
internal static class AgainText
{
    /// <param name="state">What is said of it besides: its state, and why it came back.</param>
    /// <param name="runs">How often it was sent.</param>
    /// <param name="send">What sends it.</param>
    public static string Of(string state, int runs, Timestamp? again, Hint send) => again is { } time
        ? T($"{state}; tries: {runs}, the next one at {Moments.Minute(time)}")
        : T($"{state}; tries: {runs}, no more by itself. {send}");
}
