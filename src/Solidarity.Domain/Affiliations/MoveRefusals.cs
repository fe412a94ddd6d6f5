using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;

namespace Solidarity.Domain.Affiliations;

/// <summary>The refusals about members that move to a successor of their federation.</summary>
internal static class MoveRefusals
{
    public static Refusal NotASuccessor(
        FederationId federation, FederationId other, IEnumerable<FederationId> successors) => Refusal.Of(
        RefusalKind.FailedPrecondition, "NOT_A_SUCCESSOR",
        $"federation {other} is no successor of federation {federation}; "
        + $"those are: {string.Join(", ", successors)}.",
        ("federation", federation), ("successors", string.Join(",", successors)));

    public static Refusal NoSuccession(Address member, FederationId federation) => Refusal.Of(
        RefusalKind.FailedPrecondition, "NO_SUCCESSION",
        $"{member} is in no federation {federation} that has announced successors. To change federations, ask the "
        + $"other one to be taken in, and leave this one.",
        ("member", member), ("federation", federation));
}
