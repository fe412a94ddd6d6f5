using Solidarity.Domain.Decisions;
using Solidarity.Domain.Sections.Assemblies;
using Solidarity.Domain.Sections.Mandates;
using Solidarity.Domain.Sections.Statutes;
using static Solidarity.Domain.Sections.SectionRefusals;

namespace Solidarity.Domain.Sections.Authorities;

/// <summary>
/// Whether an act rests on what the section's statutes ask for. It is asked last, of an act that could be done: after
/// who did it already, whether it is there, and whether there is money for it.
/// </summary>
internal static class AuthorityRules
{
    /// <summary>The refusal of an act that its authority does not cover, or that would touch the reserve; else null.
    /// </summary>
    public static Refusal? Check(Section state, SectionCommand command, DateTimeOffset at) =>
        Deed.Of(state, command) is { } deed ? Check(state, deed, at) : null;

    private static Refusal? Check(Section state, Deed deed, DateTimeOffset at)
    {
        var authority = Authority.Read(deed.Authority, out var unreadable);
        if (unreadable is not null)
            return unreadable;
        var house = state.House ?? SectionHouse.Unwritten;
        var statutes = house.InForce(at);
        return CheckAuthority(state, house, statutes, deed, authority, at) ?? CheckReserve(state, statutes, deed);
    }

    private static Refusal? CheckAuthority(
        Section state, SectionHouse house, StatutesVersion statutes, Deed deed, Authority authority, DateTimeOffset at)
    {
        var rule = statutes.Statutes.RuleFor(deed.Kind);
        if (authority.Mandate is { } named)
        {
            // A mandate for granting mandates would renew itself.
            if (!deed.Kind.IsOfMoney())
                return AuthorityRefusals.NoMandateFor(statutes, deed.Kind);
            // What was promised under it is judged by the statutes that held then.
            return rule.ByMandate || deed.Under is not null
                ? MandateRules.Check(state, house, named, deed, at)
                : AuthorityRefusals.NoMandateFor(statutes, deed.Kind);
        }
        if (authority.Decision is { } decision)
            return DecisionRules.Check(state, house, decision, deed, at);
        if (rule.By == DecidedBy.Vote)
            return AuthorityRefusals.VoteNeeded(statutes, deed.Kind, rule);
        // Where nobody wrote statutes, what never needed an authority needs none.
        var isAsked = statutes.Version > 0 && deed.Kind.IsOfMoney();
        return isAsked && string.IsNullOrWhiteSpace(authority.Text)
            ? AuthorityRefusals.AuthorityMissing(statutes, deed.Kind)
            : null;
    }

    private static Refusal? CheckReserve(Section state, StatutesVersion statutes, Deed deed)
    {
        if (deed.Taken is not { } taken || !statutes.Statutes.Reserve.Acts.Contains(deed.Kind))
            return null;
        var floor = statutes.Statutes.Reserve.MinorOf(taken.Currency);
        return floor > 0 && state.Available(taken.Currency).Minor - taken.Minor < floor
            ? AuthorityRefusals.BelowReserve(state, statutes, deed.Kind, taken, floor)
            : null;
    }
}

/// <summary>A section's refusals about what its acts rest on. Each names the rule and the version of the statutes that
/// said no.</summary>
internal static class AuthorityRefusals
{
    /// <summary>Which rule it is, for people.</summary>
    public static Wording RuleOf(StatutesVersion statutes, string rule) => statutes.Version > 0
        ? Wording.Of($"rule \"{rule}\" of version {statutes.Version} of the statutes")
        : $"rule \"{rule}\" that holds where no statutes were adopted";

    public static Refusal NoMandateFor(StatutesVersion statutes, ActKind kind)
    {
        var rule = RuleOf(statutes, kind.Spelt());
        return Precondition("NO_MANDATE_FOR_THIS",
            $"this cannot be done under a mandate, by {rule}. Name a decision of the members.",
            ("rule", kind.Spelt()), ("version", statutes.Version));
    }

    public static Refusal VoteNeeded(StatutesVersion statutes, ActKind kind, DecisionRule decided)
    {
        var (rule, how) = (RuleOf(statutes, kind.Spelt()), HowDecided(decided));
        return Precondition("VOTE_NEEDED",
            $"this needs a vote of the members ({how}), by {rule}. Open a question, and name its decision when it is "
            + $"carried (--authority decisions/ID on the command line).",
            ("rule", kind.Spelt()), ("version", statutes.Version));
    }

    public static Refusal AuthorityMissing(StatutesVersion statutes, ActKind kind)
    {
        var rule = RuleOf(statutes, kind.Spelt());
        return Precondition("AUTHORITY_MISSING",
            $"this must name what it rests on, by {rule}. Say where the decision is recorded, or name a mandate "
            + $"(--authority on the command line).",
            ("rule", kind.Spelt()), ("version", statutes.Version));
    }

    public static Refusal BelowReserve(
        Section state, StatutesVersion statutes, ActKind kind, Money.Amount taken, long floorMinor)
    {
        var rule = RuleOf(statutes, "reserve");
        var (available, floor) = (state.Available(taken.Currency), taken with { Minor = floorMinor });
        return Precondition("BELOW_RESERVE",
            $"section {state.Id} has {available} available and must keep {floor}, by {rule}; this would take {taken}.",
            ("rule", "reserve"), ("version", statutes.Version), ("act", kind.Spelt()), ("floor", floor.Minor),
            ("available", available.Shown.Minor), ("asked", taken.Minor), ("currency", taken.Currency));
    }

    /// <summary>How a vote is counted, for people.</summary>
    public static Wording HowDecided(DecisionRule rule)
    {
        var majority = rule.Majority switch
        {
            Majority.Simple => Wording.Of("more than half"),
            Majority.TwoThirds => "at least two thirds",
            Majority.ThreeQuarters => "at least three quarters",
            _ => throw new UnreachableException($"majority {rule.Majority}"),
        };
        return rule.QuorumPercent > 0
            ? Wording.Of($"{majority} of the votes, {rule.QuorumPercent} % of the members voting")
            : $"{majority} of the votes";
    }
}
