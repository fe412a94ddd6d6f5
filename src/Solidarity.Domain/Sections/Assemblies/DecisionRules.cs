using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.Authorities;
using Solidarity.Domain.Sections.Statutes;

namespace Solidarity.Domain.Sections.Assemblies;

/// <summary>What may rest on a decision of the section's assembly: a question that was carried.</summary>
internal static class DecisionRules
{
    /// <summary>The refusal of an act that is not within the decision that it names; else null.</summary>
    public static Refusal? Check(Section state, SectionHouse house, QuestionId id, Deed deed, DateTimeOffset at)
    {
        if (!house.Questions.Opened.TryGetValue(id, out var question))
            return DecisionRefusals.UnknownDecision(state.Id, id);
        var about = new About(id, question, house.VersionOf(question.Version));
        if (CheckCarried(about) is { } no)
            return no;
        var terms = question.Terms;
        if (DateOnly.FromDateTime(house.Now(at).UtcDateTime) > terms.Until)
            return about.No("DECISION_EXPIRED", $"decision {id} held until {terms.Until:yyyy-MM-dd}.");
        if (terms.Act != deed.Kind)
            return about.No("DECISION_FOR_OTHER_ACTS",
                $"decision {id} is for {terms.Act.Spelt()}, not for {deed.Kind.Spelt()}.");
        if (terms.Strike is { } strike && deed.Strike != strike)
            return about.No("DECISION_FOR_OTHER_STRIKE", $"decision {id} is for strike {strike} alone.");
        return terms.Ceiling is { } ceiling
            ? CheckCeiling(about, ceiling, deed)
            : question.Acts > 0
                ? about.No("DECISION_USED", $"decision {id} covers one act, and that was done.")
                : null;
    }

    private static Refusal? CheckCarried(About about)
    {
        var (id, question) = (about.Id, about.Question);
        if (question.WithdrawnAt is { } at)
            return about.No(
                "DECISION_WITHDRAWN", $"question {id} was withdrawn on {at:yyyy-MM-dd}, so nothing rests on it.");
        return question.Tally switch
        {
            null => about.No("DECISION_OPEN",
                $"question {id} is not decided before {question.Terms.ClosesAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC."),
            { Result: QuestionResult.Carried } => null,
            var tally => about.No("DECISION_NOT_CARRIED", DecisionRefusals.WhyNot(id, tally)),
        };
    }

    private static Refusal? CheckCeiling(About about, Amount ceiling, Deed deed)
    {
        if (deed.Amount is not { } amount)
            return about.No("SUM_NEEDED", $"decision {about.Id} has a ceiling, so the sum must be named.");
        if (amount.Currency != ceiling.Currency)
            return about.No(
                "DECISION_WITHOUT_CURRENCY", $"decision {about.Id} is for {ceiling.Currency}, not {amount.Currency}.");
        var used = about.Question.UsedMinor;
        return amount.Minor > ceiling.Minor - used
            ? DecisionRefusals.AboveCeiling(about, ceiling, used, amount)
            : null;
    }

    /// <summary>A decision that a refusal is about.</summary>
    internal readonly record struct About(QuestionId Id, Question Question, StatutesVersion Statutes)
    {
        public string Rule => Question.Terms.Act.Spelt();

        public Refusal No(string reason, Wording what)
        {
            var rule = AuthorityRefusals.RuleOf(Statutes, Rule);
            return SectionRefusals.Precondition(reason, $"{what} It was put by {rule}.",
                ("decision", Id), ("rule", Rule), ("version", Statutes.Version));
        }
    }
}

/// <summary>A section's refusals about decisions of its assembly.</summary>
internal static class DecisionRefusals
{
    public static Refusal UnknownDecision(SectionId section, QuestionId decision) => Refusal.Of(RefusalKind.NotFound,
        "UNKNOWN_DECISION", $"section {section} has no decision {decision}.",
        ("section", section), ("decision", decision));

    public static Wording WhyNot(QuestionId id, Tally tally) => tally.Result switch
    {
        QuestionResult.NotCounted =>
            Wording.Of($"question {id} closed without a count, so nothing was decided."),
        QuestionResult.NoQuorum =>
            $"question {id} had no quorum: {(long)tally.For + tally.Against + tally.Abstained} of {tally.Entitled} "
            + $"members voted, and {tally.QuorumNeeded} had to.",
        QuestionResult.NotCarried =>
            $"question {id} was not carried: {tally.For} for, {tally.Against} against, and it took {tally.ForNeeded} "
            + $"for.",
        _ => throw new UnreachableException($"result {tally.Result}"),
    };

    public static Refusal AboveCeiling(DecisionRules.About about, Amount ceiling, long usedMinor, Amount asked)
    {
        var used = new Total(usedMinor, asked.Currency);
        var rule = AuthorityRefusals.RuleOf(about.Statutes, about.Rule);
        return SectionRefusals.Precondition("CEILING_OF_DECISION",
            $"decision {about.Id} covers {ceiling}, and {used} of it are used; this asks for {asked} ({rule}).",
            ("decision", about.Id), ("rule", about.Rule), ("version", about.Statutes.Version),
            ("ceiling", ceiling.Minor), ("used", usedMinor), ("asked", asked.Minor), ("currency", asked.Currency));
    }
}
