using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Federations.Successions;

/// <summary>The refusals about federations that are dissolved into others.</summary>
internal static class SuccessionRefusals
{
    /// <summary>What is said to those that ask something of a federation that is going or gone.</summary>
    public static Wording Gone(FederationId federation, Succession succession)
    {
        var successors = string.Join(", ", succession.Successors.Keys);
        return succession.Closing is null
            ? Wording.Of($"federation {federation} is to be dissolved; its successors: {successors}")
            : $"federation {federation} is dissolved; its successors: {successors}";
    }

    public static Refusal Dissolving(FederationId federation, Succession succession) => Precondition(
        succession.Closing is null ? "FEDERATION_DISSOLVING" : "FEDERATION_DISSOLVED",
        $"{Gone(federation, succession)}. Turn to one of them.",
        ("federation", federation), ("successors", string.Join(",", succession.Successors.Keys)));

    public static Refusal Announced(FederationId federation, Succession succession) => Refusal.Of(
        RefusalKind.AlreadyExists, "SUCCESSION_ANNOUNCED",
        $"{Gone(federation, succession)}. To name others, withdraw the succession first.",
        ("federation", federation));

    public static Refusal NotAnnounced(FederationId federation) => Precondition("NO_SUCCESSION",
        $"federation {federation} has announced no succession. Announce its successors first.",
        ("federation", federation));

    public static Refusal NoMember(FederationId federation, Address member) => Precondition("NOT_A_MEMBER",
        $"{member} is no member of federation {federation}.", ("federation", federation), ("member", member));

    public static Refusal HandedOverAlready(FederationId federation) => Precondition("HANDED_OVER_ALREADY",
        $"federation {federation} has handed money over already: the succession stands.", ("federation", federation));

    public static Refusal NotProposed(FederationId federation, FederationId predecessor) => Precondition(
        "NOT_PROPOSED", $"federation {predecessor} has not named federation {federation} as its successor.",
        ("federation", federation), ("predecessor", predecessor));

    public static Refusal AgreedAlready(FederationId federation, FederationId predecessor) => Precondition(
        "AGREED_ALREADY", $"federation {federation} has agreed already to succeed federation {predecessor}.",
        ("federation", federation), ("predecessor", predecessor));

    public static Refusal HasNotAgreed(FederationId federation, FederationId successor) => Precondition(
        "SUCCESSOR_HAS_NOT_AGREED",
        $"federation {successor} has not agreed to succeed federation {federation}; nothing is handed over to it.",
        ("federation", federation), ("successor", successor));

    public static Refusal NotSoMuch(FederationId federation, Total dues, Amount asked) => Precondition(
        "NOT_ENOUGH_DUES", $"federation {federation} has {dues} of dues; the hand-over asks for {asked}.",
        ("federation", federation), ("dues", dues.Shown.Minor), ("asked", asked.Minor), ("currency", asked.Currency));

    public static Refusal StillOpen(FederationId federation, OpenMatters open)
    {
        var lines = open.Lines().Select(line =>
            line.Count == 0 ? line.What : $"{line.What}: {line.Count} ({line.Names})");
        return Precondition("SUCCESSION_OPEN",
            $"federation {federation} cannot be closed yet; there is left: {string.Join("; ", lines)}. "
            + $"See: solidarity federations succession {federation}",
            ("federation", federation));
    }

    private static Refusal Precondition(
        string reason, Wording message, params ReadOnlySpan<(string, object)> metadata) =>
        Refusal.Of(RefusalKind.FailedPrecondition, reason, message, metadata);
}
