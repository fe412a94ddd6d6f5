using Solidarity.Domain.Acts;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.Assemblies;
using Solidarity.Domain.Sections.Mandates;
using Solidarity.Domain.Sections.Statutes;

namespace Solidarity.Domain.Sections.Authorities;

/// <summary>How a section governs itself.</summary>
/// <param name="Statutes">In the order in which they were adopted, which is that of the days from which they hold.
/// </param>
/// <param name="Questions">What its assembly was asked, and what it decided.</param>
/// <param name="Holds">What is held under mandates and decisions, by the pledge, the promise in tranches, the repayment
/// or the sum that it is for.</param>
/// <param name="Seen">The latest moment of anything that the section's people did. A clock that was set back brings no
/// older statutes into force, no mandate back to life, and opens no question again.</param>
public sealed record SectionHouse(
    ImmutableArray<StatutesVersion> Statutes, SectionMandates Mandates, SectionQuestions Questions,
    ImmutableSortedDictionary<PledgeId, AuthorityHold> Holds, DateTimeOffset Seen)
{
    public static readonly SectionHouse Unwritten = new(
        [], SectionMandates.None, SectionQuestions.None, ImmutableSortedDictionary<PledgeId, AuthorityHold>.Empty,
        DateTimeOffset.MinValue);

    /// <param name="before">The section as it was before the event.</param>
    internal SectionHouse After(Section before, SectionEvent @event)
    {
        var used = Mandates.Granted.IsEmpty && Questions.Opened.IsEmpty
            ? this
            : AuthorityUses.Evolve(this, before, @event);
        return @event is IAct { Done: { } done } && done.At > Seen ? used with { Seen = done.At } : used;
    }

    /// <summary>What of a mandate's is held, in a currency.</summary>
    public Int128 HeldBy(MandateId id, Currency currency) => Held(hold => hold.Mandate == id, currency);

    /// <summary>What of a decision's is held, in a currency.</summary>
    public Int128 HeldBy(QuestionId id, Currency currency) => Held(hold => hold.Decision == id, currency);

    private Int128 Held(Func<AuthorityHold, bool> isUnder, Currency currency)
    {
        Int128 held = 0;
        foreach (var hold in Holds.Values)
            if (hold.Amount.Currency == currency && isUnder(hold))
                held += hold.Amount.Minor;
        return held;
    }

    /// <summary>The moment by which an act is judged.</summary>
    public DateTimeOffset Now(DateTimeOffset at) => at > Seen ? at : Seen;

    /// <summary>The statutes in force on a day.</summary>
    public StatutesVersion InForce(DateOnly day)
    {
        for (var i = Statutes.Length - 1; i >= 0; i--)
            if (Statutes[i].From <= day)
                return Statutes[i];
        return StatutesVersion.Unwritten;
    }

    /// <summary>The statutes by which what is opened at a moment is judged.</summary>
    internal StatutesVersion InForce(DateTimeOffset at) => InForce(DateOnly.FromDateTime(Now(at).UtcDateTime));

    /// <summary>The rule by which a question is decided: that of when it was opened.</summary>
    public DecisionRule RuleOf(Question question) =>
        VersionOf(question.Version).Statutes.RuleFor(question.Terms.Act);

    /// <summary>What comes of a question with the votes that are counted now.</summary>
    public Tally TallyOf(Question question) =>
        Tally.Of(RuleOf(question), question.Entitled, question.Votes);

    /// <summary>The same as anybody may see it: how a vote by tokens stands is known when it has closed.</summary>
    public Tally ShownTally(Question question) => question.Tally
        ?? (question.Box is null
            ? TallyOf(question)
            : Tally.Of(RuleOf(question), question.Entitled, default(VoteCount)));

    /// <param name="version">0 where there were none.</param>
    internal StatutesVersion VersionOf(int version) => version > 0 ? Statutes[version - 1] : StatutesVersion.Unwritten;
}
