using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Text;
using static Solidarity.Domain.Sections.Affiliations.AffiliationCommand;
using static Solidarity.Domain.Sections.Affiliations.AffiliationEvent;
using static Solidarity.Domain.Sections.SectionRefusals;

namespace Solidarity.Domain.Sections.Affiliations;

/// <summary>What a section can be asked about federations that it is in, or would be in.</summary>
[JsonDerivedType(typeof(AskAffiliation), "ask-affiliation")]
[JsonDerivedType(typeof(LeaveFederation), "leave-federation")]
[JsonDerivedType(typeof(LearnAffiliation), "learn-affiliation")]
[JsonDerivedType(typeof(Reassign), "reassign")]
[JsonDerivedType(typeof(LearnSuccession), "learn-succession")]
[JsonDerivedType(typeof(LearnSuccessionWithdrawn), "learn-succession-withdrawn")]
public abstract record AffiliationCommand : SectionCommand
{
    private AffiliationCommand() { }

    /// <param name="Authority">What it rests on; empty where the statutes ask for nothing.</param>
    public sealed record AskAffiliation(FederationId Federation, string Authority = "") : AffiliationCommand;

    /// <inheritdoc cref="AskAffiliation"/>
    public sealed record LeaveFederation(FederationId Federation, string Authority = "") : AffiliationCommand;

    public sealed record LearnAffiliation(FederationId Federation, int Question, bool Admitted, string Reason)
        : AffiliationCommand;

    /// <summary>Moves from a federation that is to be dissolved to one of its successors.</summary>
    /// <param name="Authority">The assembly's decision that it rests on.</param>
    public sealed record Reassign(FederationId From, FederationId To, string Authority) : AffiliationCommand;

    /// <param name="Proposed">Which successor is proposed to this section; null: none.</param>
    public sealed record LearnSuccession(
        FederationId Federation, ImmutableArray<FederationId> Successors, FederationId? Proposed, string Authority)
        : AffiliationCommand;

    public sealed record LearnSuccessionWithdrawn(FederationId Federation) : AffiliationCommand;
}

/// <summary>What a section decides about federations: to ask one, to leave one, and to move to a successor of one that
/// is to be dissolved. It is in the one until it is in the other, so no call misses it.</summary>
internal static class AffiliationRules
{
    private static readonly Decision<SectionEvent> Nothing = Decision<SectionEvent>.Nothing;

    public static Decision<SectionEvent> Decide(Section state, AffiliationCommand command, DateTimeOffset at) =>
        command switch
        {
            AskAffiliation c => OnAsk(state, c),
            LeaveFederation c => OnLeave(state, c),
            LearnAffiliation c => OnAnswer(state.Affiliations, c),
            Reassign c => OnReassign(state, c),
            LearnSuccession c => state.Affiliations.IsIn(c.Federation)
                ? new SuccessionHeard(c.Federation, c.Successors, c.Proposed, c.Authority, at)
                : Nothing,
            LearnSuccessionWithdrawn c => state.Affiliations.Moves.Heard.ContainsKey(c.Federation)
                ? new SuccessionCalledOff(c.Federation)
                : Nothing,
            _ => throw new UnreachableException($"section command {command.GetType().Name}"),
        };

    private static Refusal? CheckAuthority(string authority) =>
        Texts.Check("authority", authority, Texts.MemoCharsMax, required: false);

    private static Decision<SectionEvent> OnLeave(Section state, LeaveFederation command)
    {
        if (CheckAuthority(command.Authority) is { } no)
            return no;
        return state.Affiliations.Federations.ContainsKey(command.Federation)
            ? new AffiliationEnded(command.Federation, Left: true, "", Given(command.Authority))
            : AffiliationRefusals.NotAffiliated(state.Id, command.Federation);
    }

    private static string? Given(string authority) => authority.Length > 0 ? authority : null;

    private static Decision<SectionEvent> OnAsk(Section state, AskAffiliation command)
    {
        if (CheckAuthority(command.Authority) is { } no)
            return no;
        var federation = command.Federation;
        if (state.Affiliations.Federations.TryGetValue(federation, out var status))
            return AffiliationRefusals.AlreadyAffiliated(state.Id, federation, status);
        return CheckRoom(state) is { } full
            ? full
            : new AffiliationAsked(federation, state.Affiliations.QuestionsPut + 1, Given(command.Authority));
    }

    private static Refusal? CheckRoom(Section state) =>
        state.Affiliations.Federations.Count >= SectionAffiliations.AffiliationsMax
            ? CommonRefusals.LimitReached(
                nameof(SectionAffiliations.AffiliationsMax), SectionAffiliations.AffiliationsMax,
                $"section {state.Id} is in too many federations")
            : null;

    private static Decision<SectionEvent> OnAnswer(SectionAffiliations state, LearnAffiliation command)
    {
        // An answer to a question that was taken back comes too late to matter, also where it was put again since.
        var isAwaited = state.Federations.TryGetValue(command.Federation, out var status)
            && status == AffiliationStatus.Asked && state.Questions[command.Federation] == command.Question;
        if (!isAwaited)
            return Nothing;
        return command.Admitted
            ? OnAdmitted(state, command.Federation)
            : new AffiliationEnded(command.Federation, Left: false, command.Reason);
    }

    // Where the section moved there, it leaves the other federation now.
    private static Decision<SectionEvent> OnAdmitted(SectionAffiliations state, FederationId to)
    {
        var granted = new AffiliationGranted(to);
        return state.Moves.Moving.TryGetValue(to, out var from) && state.Federations.ContainsKey(from)
            ? ImmutableArray.Create<SectionEvent>(
                granted, new AffiliationEnded(from, Left: true, InEnglish($"it has moved to its successor {to}")))
            : granted;
    }

    private static Decision<SectionEvent> OnReassign(Section state, Reassign command)
    {
        var (from, to) = (command.From, command.To);
        var moves = state.Affiliations.Moves;
        if (moves.Check(state.Id, from, to, command.Authority) is { } no)
            return no;
        if (state.Affiliations.IsIn(to))
            return new AffiliationEnded(from, Left: true, InEnglish($"it is in its successor {to}"));
        if (moves.Moving.TryGetValue(to, out var moving) && moving == from)
            return Nothing;
        if (!state.Affiliations.Federations.ContainsKey(to) && CheckRoom(state) is { } full)
            return full;
        ImmutableArray<SectionEvent> all =
        [
            .. moves.InsteadOf(from, to).Select(other =>
                new AffiliationEnded(other, Left: true, InEnglish($"it moves to {to} instead"))),
            new ReassignmentAsked(from, to, state.Affiliations.QuestionsPut + 1, command.Authority),
        ];
        return all;
    }
}

/// <summary>A section's refusals about federations that it is in, or is not.</summary>
internal static class AffiliationRefusals
{
    public static Refusal NotAffiliated(SectionId section, FederationId federation) => Precondition("NOT_AFFILIATED",
        $"section {section} is not a member of federation {federation}.",
        ("section", section), ("federation", federation));

    public static Refusal AlreadyAffiliated(SectionId section, FederationId federation, AffiliationStatus status) =>
        Refusal.Of(RefusalKind.AlreadyExists, "ALREADY_AFFILIATED",
            status == AffiliationStatus.Member
                ? Wording.Of($"section {section} is a member of federation {federation} already.")
                : $"section {section} has asked federation {federation} already; wait for its answer.",
            ("section", section), ("federation", federation));
}
