using Solidarity.Commands.CommandLine;

namespace Solidarity.Commands.Checkups;

/// <summary>How something stands.</summary>
internal enum RemarkState
{
    Ok,

    /// <summary>All is well, and somebody has something to do.</summary>
    Waits,

    /// <summary>Something is wrong.</summary>
    Wrong,
}

/// <summary>What <c>solidarity doctor</c> found out of one thing.</summary>
/// <param name="What">What was looked at: "clock".</param>
/// <param name="Do">The command that mends or answers it; null where there is none.</param>
internal sealed record Remark(Wording What, RemarkState State, Wording Text, Hint? Do = null);
