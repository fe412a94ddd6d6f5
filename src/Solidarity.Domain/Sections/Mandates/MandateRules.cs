using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.Authorities;
using Solidarity.Domain.Sections.Founding;
using Solidarity.Domain.Sections.Statutes;
using Solidarity.Domain.Text;
using static Solidarity.Domain.Sections.Mandates.MandateCommand;
using static Solidarity.Domain.Sections.Mandates.MandateEvent;

namespace Solidarity.Domain.Sections.Mandates;

/// <summary>What a section can be asked about its mandates.</summary>
[JsonDerivedType(typeof(GrantMandate), "grant-mandate")]
[JsonDerivedType(typeof(RecallMandate), "recall-mandate")]
public abstract record MandateCommand : SectionCommand
{
    private MandateCommand() { }

    /// <param name="Authority">The decision that grants it; never a mandate.</param>
    public sealed record GrantMandate(MandateId Mandate, MandateTerms Terms, string Authority) : MandateCommand;

    /// <summary>At once: no act rests on it any more. What is on its way goes on.</summary>
    /// <param name="Authority">The decision that recalls it; never a mandate.</param>
    public sealed record RecallMandate(MandateId Mandate, string Authority) : MandateCommand;
}

/// <summary>What a section decides about its mandates, and whether an act is within one.</summary>
internal static class MandateRules
{
    private const string Rule = "mandates";

    public static Decision<SectionEvent> Decide(Section state, MandateCommand command, DateTimeOffset at) =>
        command switch
        {
            GrantMandate c => OnGrant(state, c, at),
            RecallMandate c => OnRecall(state, c, at),
            _ => throw new UnreachableException($"section command {command.GetType().Name}"),
        };

    private static Decision<SectionEvent> OnGrant(Section state, GrantMandate command, DateTimeOffset at)
    {
        // Shape.
        var terms = command.Terms;
        if ((Texts.Check("authority", command.Authority, Texts.MemoCharsMax) ?? CheckShape(state, terms)) is { } no)
            return no;
        // Identity.
        var house = state.House ?? SectionHouse.Unwritten;
        if (house.Mandates.Granted.ContainsKey(command.Mandate))
            return MandateRefusals.MandateExists(state.Id, command.Mandate);
        // State, limits: what the statutes allow.
        var (statutes, today) = (house.InForce(at), DayOf(house.Now(at)));
        var term = TermOf(house.Mandates, terms, today, statutes.Statutes.Mandates.BreakDays);
        var limited = CheckLimits(statutes, terms, term, today);
        if (limited is not null)
            return limited;
        return house.Mandates.Granted.Count >= SectionMandates.MandatesMax
            ? CommonRefusals.LimitReached(nameof(SectionMandates.MandatesMax), SectionMandates.MandatesMax,
                $"section {state.Id} has granted too many mandates")
            : new MandateGranted(command.Mandate, terms, term, statutes.Version, command.Authority, at);
    }

    private static Refusal? CheckShape(Section state, MandateTerms terms)
    {
        if (!Slug.IsValid(terms.Holder))
            return CommonRefusals.Malformed("holder",
                $"is a role or a token such as delegate-2, never a name: {Slug.Rule}");
        if (terms.Acts.IsEmpty || terms.Acts.Any(kind => !kind.IsOfMoney()))
            return CommonRefusals.Malformed("acts", "must name acts with money, one at least");
        if (terms.Ceilings.Length is 0 or > Profile.CurrenciesMax)
            return CommonRefusals.Malformed("ceilings", $"1 to {Profile.CurrenciesMax} must be given");
        if (terms.PeriodDays is < 1 or > MandateTerms.PeriodDaysMax)
            return CommonRefusals.Malformed(
                "period_days", $"is {terms.PeriodDays}; 1 to {MandateTerms.PeriodDaysMax}, or left out");
        foreach (var ceiling in terms.Ceilings)
        {
            if (state.CheckAmount(ceiling.InAll) is { } no)
                return no;
            if (ceiling.PerActMinor is { } act && (act < 1 || act > ceiling.InAll.Minor)
                || ceiling.PerPeriodMinor is { } period && (period < 1 || period > ceiling.InAll.Minor))
                return CommonRefusals.Malformed("ceilings", "of an act or a period must be at most those in all");
            if (ceiling.PerPeriodMinor is not null && terms.PeriodDays is null)
                return CommonRefusals.Malformed("period_days", "must be given, as there is a ceiling per period");
        }
        return terms.Ceilings.DistinctBy(ceiling => ceiling.InAll.Currency).Count() < terms.Ceilings.Length
            ? CommonRefusals.Malformed("ceilings", "name a currency twice")
            : Texts.CheckName("trade", terms.Trade, required: false) ?? DayRange.Check("until", terms.Until);
    }

    private static Refusal? CheckLimits(StatutesVersion statutes, MandateTerms terms, int term, DateOnly today)
    {
        var limits = statutes.Statutes.Mandates;
        if (terms.Until < today)
            return CommonRefusals.Malformed("until", "is in the past");
        if (terms.Until > today.AddDays(limits.DaysMax))
            return MandateRefusals.TooLong(statutes, terms.Until, limits.DaysMax);
        if (term > limits.TermsMax)
            return MandateRefusals.TooManyTerms(statutes, terms.Holder, limits.TermsMax.Value);
        foreach (var most in limits.Ceilings)
            if (terms.CeilingOf(most.Currency) is { } asked && asked.InAll.Minor > most.Minor)
                return MandateRefusals.CeilingTooHigh(statutes, asked.InAll, most);
        return null;
    }

    // In a row: the same holder had one for some of the same acts that ended less than a break ago, or holds still.
    private static int TermOf(SectionMandates mandates, MandateTerms terms, DateOnly today, int breakDays)
    {
        var term = 0;
        foreach (var before in mandates.Granted.Values)
        {
            var isInRow = before.Terms.Holder == terms.Holder && before.Terms.Acts.Overlaps(terms.Acts)
                && EndOf(before) is var end && (end >= today || today.DayNumber - end.DayNumber <= breakDays);
            term = isInRow ? Math.Max(term, before.Term) : term;
        }
        return term + 1;
    }

    private static DateOnly EndOf(Mandate mandate) => mandate.RecalledAt is { } at && DayOf(at) < mandate.Terms.Until
        ? DayOf(at)
        : mandate.Terms.Until;

    private static Decision<SectionEvent> OnRecall(Section state, RecallMandate command, DateTimeOffset at)
    {
        if (Texts.Check("authority", command.Authority, Texts.MemoCharsMax) is { } no)
            return no;
        if (state.House?.Mandates.Granted.GetValueOrDefault(command.Mandate) is not { } mandate)
            return MandateRefusals.UnknownMandate(state.Id, command.Mandate);
        return mandate.RecalledAt is { } before
            ? MandateRefusals.Recalled(StatutesOf(state.House, mandate), command.Mandate, before)
            : new MandateRecalled(command.Mandate, command.Authority, at);
    }

    /// <summary>The refusal of an act that is not within the mandate that it names; else null.</summary>
    public static Refusal? Check(Section state, SectionHouse house, MandateId id, Deed deed, DateTimeOffset at)
    {
        if (!house.Mandates.Granted.TryGetValue(id, out var mandate))
            return MandateRefusals.UnknownMandate(state.Id, id);
        var (terms, now, statutes) = (mandate.Terms, house.Now(at), StatutesOf(house, mandate));
        if (mandate.RecalledAt is { } recalled)
            return MandateRefusals.Recalled(statutes, id, recalled);
        if (!mandate.IsInForce(DayOf(now)))
            return MandateRefusals.Expired(statutes, id, terms.Until);
        // What it carries out has used it up already.
        if (deed.Under == id)
            return null;
        if (!terms.Acts.Contains(deed.Kind))
            return MandateRefusals.OtherActs(statutes, id, deed.Kind, terms.Acts);
        if (terms.Strike is { } strike && deed.Strike != strike)
            return MandateRefusals.OtherStrike(statutes, id, strike);
        if (terms.Trade.Length > 0 && deed.Trade != terms.Trade)
            return MandateRefusals.OtherTrade(statutes, id, terms.Trade);
        return deed.Amount is { } amount
            ? CheckCeiling(statutes, id, mandate, amount, now)
            : MandateRefusals.SumNeeded(statutes, id);
    }

    private static Refusal? CheckCeiling(
        StatutesVersion statutes, MandateId id, Mandate mandate, Amount amount, DateTimeOffset now)
    {
        if (mandate.Terms.CeilingOf(amount.Currency) is not { } ceiling)
            return MandateRefusals.OtherCurrency(statutes, id, amount.Currency);
        if (ceiling.PerActMinor is { } perAct && amount.Minor > perAct)
            return MandateRefusals.AboveCeilingPerAct(statutes, id, amount with { Minor = perAct }, amount);
        var used = mandate.UseOf(amount.Currency).Minor;
        if (amount.Minor > ceiling.InAll.Minor - used)
            return MandateRefusals.AboveCeiling(statutes, id, "CEILING_IN_ALL", Wording.Of("in all"),
                ceiling.InAll.Minor, used, amount);
        var inPeriod = mandate.UsedInPeriod(amount.Currency, now);
        return ceiling.PerPeriodMinor is { } most && amount.Minor > most - inPeriod
            ? MandateRefusals.AboveCeiling(statutes, id, "CEILING_PER_PERIOD",
                $"in {mandate.Terms.PeriodDays} days", most, inPeriod, amount)
            : null;
    }

    // A mandate is judged by the statutes that it was granted under.
    private static StatutesVersion StatutesOf(SectionHouse house, Mandate mandate) => house.VersionOf(mandate.Version);

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    /// <summary>A section's refusals about its mandates.</summary>
    private static class MandateRefusals
    {
        public static Refusal UnknownMandate(SectionId section, MandateId mandate) => Refusal.Of(
            RefusalKind.NotFound, "UNKNOWN_MANDATE", $"section {section} has granted no mandate {mandate}.",
            ("section", section), ("mandate", mandate));

        public static Refusal MandateExists(SectionId section, MandateId mandate) => Refusal.Of(
            RefusalKind.AlreadyExists, "MANDATE_EXISTS",
            $"section {section} has granted a mandate {mandate} already. Choose another id: a new term is a new "
            + $"mandate.", ("mandate", mandate));

        public static Refusal Recalled(StatutesVersion statutes, MandateId id, DateTimeOffset at) => No(
            statutes, id, "MANDATE_RECALLED",
            $"mandate {id} was recalled on {at:yyyy-MM-dd}; nothing new rests on it.");

        public static Refusal Expired(StatutesVersion statutes, MandateId id, DateOnly until) => No(
            statutes, id, "MANDATE_EXPIRED", $"mandate {id} held until {until:yyyy-MM-dd}.");

        public static Refusal OtherActs(
            StatutesVersion statutes, MandateId id, ActKind kind, ImmutableSortedSet<ActKind> acts) => No(
            statutes, id, "MANDATE_FOR_OTHER_ACTS",
            $"mandate {id} is for {string.Join(", ", acts.Select(act => act.Spelt()))}, not for {kind.Spelt()}.");

        public static Refusal OtherStrike(StatutesVersion statutes, MandateId id, StrikeId strike) => No(
            statutes, id, "MANDATE_FOR_OTHER_STRIKE", $"mandate {id} is for strike {strike} alone.");

        public static Refusal OtherTrade(StatutesVersion statutes, MandateId id, string trade) => No(
            statutes, id, "MANDATE_FOR_OTHER_TRADE", $"mandate {id} is for strikes of the trade {trade} alone.");

        public static Refusal OtherCurrency(StatutesVersion statutes, MandateId id, Currency currency) => No(
            statutes, id, "MANDATE_WITHOUT_CURRENCY", $"mandate {id} has no ceiling in {currency}.");

        public static Refusal SumNeeded(StatutesVersion statutes, MandateId id) => No(
            statutes, id, "SUM_NEEDED", $"mandate {id} has a ceiling, so the sum must be named.");

        public static Refusal AboveCeilingPerAct(StatutesVersion statutes, MandateId id, Amount ceiling, Amount asked)
        {
            var rule = AuthorityRefusals.RuleOf(statutes, Rule);
            return SectionRefusals.Precondition("CEILING_PER_ACT",
                $"mandate {id} may dispose of {ceiling} with one act; this asks for {asked} ({rule}).",
                ("mandate", id), ("rule", Rule), ("version", statutes.Version), ("ceiling", ceiling.Minor),
                ("asked", asked.Minor), ("currency", asked.Currency));
        }

        public static Refusal AboveCeiling(
            StatutesVersion statutes, MandateId id, string reason, Wording where, long ceilingMinor, long usedMinor,
            Amount asked)
        {
            var (ceiling, used) = (asked with { Minor = ceilingMinor }, new Total(usedMinor, asked.Currency));
            var rule = AuthorityRefusals.RuleOf(statutes, Rule);
            return SectionRefusals.Precondition(reason,
                $"mandate {id} may dispose of {ceiling} {where}, and {used} of it are used; this asks for {asked} "
                + $"({rule}).",
                ("mandate", id), ("rule", Rule), ("version", statutes.Version), ("ceiling", ceiling.Minor),
                ("used", usedMinor), ("asked", asked.Minor), ("currency", asked.Currency));
        }

        public static Refusal TooLong(StatutesVersion statutes, DateOnly until, int daysMax)
        {
            var rule = AuthorityRefusals.RuleOf(statutes, Rule);
            return SectionRefusals.Precondition("MANDATE_TOO_LONG",
                $"a mandate holds for {daysMax} days at most, by {rule}; this one would until {until:yyyy-MM-dd}.",
                ("rule", Rule), ("version", statutes.Version), ("days_max", daysMax));
        }

        public static Refusal TooManyTerms(StatutesVersion statutes, string holder, int termsMax)
        {
            var rule = AuthorityRefusals.RuleOf(statutes, Rule);
            return SectionRefusals.Precondition("TOO_MANY_TERMS",
                $"{holder} has had {termsMax} terms in a row, the most by {rule}. Choose somebody else.",
                ("rule", Rule), ("version", statutes.Version), ("terms_max", termsMax));
        }

        public static Refusal CeilingTooHigh(StatutesVersion statutes, Amount asked, Amount most)
        {
            var rule = AuthorityRefusals.RuleOf(statutes, Rule);
            return SectionRefusals.Precondition("CEILING_TOO_HIGH",
                $"a mandate disposes of {most} at most, by {rule}; this one would of {asked}.",
                ("rule", Rule), ("version", statutes.Version), ("ceiling", most.Minor), ("asked", asked.Minor),
                ("currency", most.Currency));
        }

        private static Refusal No(StatutesVersion statutes, MandateId id, string reason, Wording what)
        {
            var rule = AuthorityRefusals.RuleOf(statutes, Rule);
            return SectionRefusals.Precondition(
                reason, $"{what} That is {rule}.", ("mandate", id), ("rule", Rule), ("version", statutes.Version));
        }
    }
}
