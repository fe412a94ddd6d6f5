using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Pay;
using Solidarity.Domain.Sections.Authorities;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Text;
using static Solidarity.Domain.Sections.Claims.ClaimCommand;
using static Solidarity.Domain.Sections.Claims.ClaimEvent;

namespace Solidarity.Domain.Sections.Claims;

/// <summary>What a section can be asked about claims for strike pay.</summary>
[JsonDerivedType(typeof(BeginClaims), "begin-claims")]
[JsonDerivedType(typeof(FileClaim), "file-claim")]
[JsonDerivedType(typeof(ApproveClaim), "approve-claim")]
[JsonDerivedType(typeof(WithdrawClaim), "withdraw-claim")]
[JsonDerivedType(typeof(PayClaim), "pay-claim")]
public abstract record ClaimCommand : SectionCommand
{
    private ClaimCommand() { }

    /// <summary>Begins the claims of a strike of the section's, by the statutes that are in force now.</summary>
    /// <param name="Course">Without an end: each claim says what is known of it.</param>
    /// <param name="Estimate">What the first week will cost; null: nobody says.</param>
    public sealed record BeginClaims(StrikeId Strike, StrikeCourse Course, Amount? Estimate) : ClaimCommand;

    /// <summary>Files the claim of the next week, or replaces the newest one while it is not approved.</summary>
    /// <param name="Number">The week of the strike, from 1.</param>
    /// <param name="End">The strike's last day; null: it goes on.</param>
    /// <param name="Ratified">When an agreement was ratified.</param>
    public sealed record FileClaim(
        StrikeId Strike, int Number, ImmutableArray<ClaimGroup> Groups, DateOnly? End = null,
        DateOnly? Ratified = null) : ClaimCommand;

    /// <param name="Sum">Approved is only a claim of this sum: it may have been replaced since somebody looked at it.
    /// Null: of any.</param>
    public sealed record ApproveClaim(StrikeId Strike, int Number, Amount? Sum, string Authority) : ClaimCommand;

    /// <summary>Takes back the newest claim, while it is not approved.</summary>
    public sealed record WithdrawClaim(StrikeId Strike, int Number, string Reason) : ClaimCommand;

    /// <summary>Pays a claim as a whole from the strike's fund, once.</summary>
    /// <param name="Authority">What it rests on; empty: what it was approved by.</param>
    public sealed record PayClaim(StrikeId Strike, int Number, string Authority = "") : ClaimCommand;
}

/// <summary>What a section decides about claims for strike pay. Whether its statutes let somebody approve and pay is
/// judged as for any strike pay (<see cref="AuthorityRules"/>).</summary>
internal static class ClaimRules
{
    private const int PercentMax = 100;

    public static Decision<SectionEvent> Decide(Section state, ClaimCommand command, DateTimeOffset at) =>
        command switch
        {
            BeginClaims c => OnBegin(state, c, at),
            FileClaim c => OnFile(state, c, at),
            ApproveClaim c => OnApprove(state, c, at),
            WithdrawClaim c => OnWithdraw(state, c, at),
            PayClaim c => OnPay(state, c, at),
            _ => throw new UnreachableException($"section command {command.GetType().Name}"),
        };

    private static Decision<SectionEvent> OnBegin(Section state, BeginClaims command, DateTimeOffset at)
    {
        // Shape.
        var course = command.Course;
        if (CheckCourse(course) is { } no)
            return no;
        // Identity.
        if (!state.Strikes.Declared.ContainsKey(command.Strike))
            return OwnStrikeRefusals.UnknownStrike(state.Id, command.Strike);
        var claims = state.Claims ?? SectionClaims.None;
        if (claims.Strikes.ContainsKey(command.Strike))
            return ClaimRefusals.ClaimsBegun(command.Strike);
        // State.
        var statutes = (state.House ?? SectionHouse.Unwritten).InForce(at);
        if (statutes.Statutes.Pay is not { } rules)
            return ClaimRefusals.NoPayRules(state.Id, statutes);
        if (CheckDecided(rules, course.Decided) is { } undecided)
            return undecided;
        if (CheckEstimate(state, rules, command.Estimate) is { } sum)
            return sum;
        // Limits.
        return claims.Strikes.Count >= SectionClaims.SeriesMax
            ? CommonRefusals.LimitReached(nameof(SectionClaims.SeriesMax), SectionClaims.SeriesMax,
                $"section {state.Id} has claims for too many strikes")
            : new ClaimsBegun(command.Strike, course, statutes.Version, command.Estimate, at);
    }

    private static Refusal? CheckCourse(StrikeCourse course)
    {
        if (course.End is not null || course.Ratified is not null)
            return CommonRefusals.Malformed("end", "is for the claims; at the beginning it is not known");
        if (course.DensityPercent is < 0 or > PercentMax)
            return CommonRefusals.Malformed("density_percent", $"is {course.DensityPercent}; 0 to {PercentMax}");
        return DayRange.Check("start", course.Start);
    }

    private static Refusal? CheckDecided(PayRules rules, Portion? decided) => (decided, rules.Decided) switch
    {
        (null, _) => null,
        (_, null) => CommonRefusals.Malformed("decided", "is given, but these rules leave nothing to decide"),
        ({ } share, { } range) => range.Has(share)
            ? null
            : CommonRefusals.Malformed("decided", $"{share} is out of range; {range.Least} to {range.Most}"),
    };

    private static Refusal? CheckEstimate(Section state, PayRules rules, Amount? estimate) => estimate is not { } sum
        ? null
        : state.CheckAmount(sum)
            ?? (sum.Currency == rules.Currency ? null : ClaimRefusals.OtherCurrency(rules, sum.Currency));

    private static Decision<SectionEvent> OnFile(Section state, FileClaim command, DateTimeOffset at)
    {
        // Shape.
        if (command.Groups.IsDefault || command.Groups.Length > ClaimSeries.GroupsMax)
            return CommonRefusals.Malformed("groups",
                $"are {(command.Groups.IsDefault ? 0 : command.Groups.Length)}; at most {ClaimSeries.GroupsMax}");
        if ((DayRange.Check("end", command.End) ?? DayRange.Check("ratified", command.Ratified)) is { } no)
            return no;
        // Identity.
        if (Series(state, command.Strike, out var unknown) is not { } series)
            return unknown!;
        var (house, number) = (state.House!, command.Number);
        if (number < 1 || number > ClaimSeries.WeeksMax)
            return CommonRefusals.Malformed("number", $"is {number}; 1 to {ClaimSeries.WeeksMax} can be claimed");
        var (version, rules) = ClaimReckoning.RulesFor(house, series, number);
        if (CheckGroups(rules, command.Groups) is { } group)
            return group;
        // State.
        var course = series.Course with { End = command.End, Ratified = command.Ratified };
        if (CheckOrder(series, command.Strike, number) is { } order)
            return order;
        var (from, last) = rules.WeekOf(course.Start, number);
        if ((CheckDays(state, command, course, from, at)
            ?? CheckAccounts(series, command.Strike, command.Groups)) is { } late)
            return late;
        var claimed = ClaimReckoning.Of(rules, course, number, command.Groups, series.Accounts);
        var sum = ClaimReckoning.SumOf(claimed);
        if (sum > Amount.MinorMax)
            return ClaimRefusals.TooLarge(command.Strike, number, new Total(sum, rules.Currency));
        var through = course.End is { } end && end < last && end >= from ? end : last;
        return new ClaimFiled(
            command.Strike, number, course, version, from, through, claimed,
            command.Groups.Sum(one => (long)one.Who.Count), new Amount((long)sum, rules.Currency), at);
    }

    private static Refusal? CheckGroups(PayRules rules, ImmutableArray<ClaimGroup> groups)
    {
        var known = new HashSet<GroupId>();
        for (var at = 0; at < groups.Length; at++)
        {
            if (!Slug.IsValid(groups[at].Group.Value))
                return CommonRefusals.Malformed($"groups[{at}].group",
                    $"is a tier or a token such as tier-2, never a name: {Slug.Rule}");
            if (!known.Add(groups[at].Group))
                return CommonRefusals.Malformed($"groups[{at}].group", $"{groups[at].Group} is named twice");
            if (ClaimReckoning.Check(rules, groups[at], $"groups[{at}]") is { } no)
                return no;
        }
        return null;
    }

    // In the order of the weeks, and one at a time: what a striker had before is what a claim is reckoned from.
    private static Refusal? CheckOrder(ClaimSeries series, StrikeId strike, int number)
    {
        var newest = series.Claims.Length;
        if (number <= newest && !(series.IsOpen && number == newest))
            return ClaimRefusals.NotOpen(strike, number, series.Claims[number - 1]);
        if (series.IsOpen && number > newest)
            return ClaimRefusals.ApproveFirst(strike, newest);
        return number > newest + 1 ? ClaimRefusals.OutOfOrder(strike, number, newest + 1) : null;
    }

    private static Refusal? CheckDays(
        Section state, FileClaim command, StrikeCourse course, DateOnly from, DateTimeOffset at)
    {
        if (DateOnly.FromDateTime(at.UtcDateTime) < from)
            return ClaimRefusals.NotBegun(command.Strike, command.Number, from);
        if (course.End is { } end && end < course.Start)
            return CommonRefusals.Malformed(
                "end", $"is {end:yyyy-MM-dd}, before the strike's first day, {course.Start:yyyy-MM-dd}");
        // Else the fund would go on paying for days after the end.
        return course.End is null && state.Strikes.Declared[command.Strike] is { Outcome: not null, EndedAt: { } ended }
            ? ClaimRefusals.EndNeeded(command.Strike, DateOnly.FromDateTime(ended.UtcDateTime))
            : null;
    }

    private static Refusal? CheckAccounts(ClaimSeries series, StrikeId strike, ImmutableArray<ClaimGroup> groups) =>
        series.Accounts.Count + groups.Count(group => !series.Accounts.ContainsKey(group.Group))
            > ClaimSeries.AccountsMax
            ? CommonRefusals.LimitReached(nameof(ClaimSeries.AccountsMax), ClaimSeries.AccountsMax,
                $"the claims of strike {strike} have too many groups")
            : null;

    private static Decision<SectionEvent> OnApprove(Section state, ApproveClaim command, DateTimeOffset at)
    {
        if (Texts.Check("authority", command.Authority, Texts.MemoCharsMax, required: false) is { } no)
            return no;
        if (Claim(state, command.Strike, command.Number, out var unknown) is not { } claim)
            return unknown!;
        if (claim.State != ClaimState.Filed)
            return ClaimRefusals.NotOpen(command.Strike, command.Number, claim);
        return command.Sum is { } sum && sum != claim.Amount
            ? ClaimRefusals.OtherSum(command.Strike, command.Number, claim, sum)
            : new ClaimApproved(command.Strike, command.Number, command.Authority, at);
    }

    private static Decision<SectionEvent> OnWithdraw(Section state, WithdrawClaim command, DateTimeOffset at)
    {
        if (Texts.Check("reason", command.Reason, Texts.MemoCharsMax, required: false) is { } no)
            return no;
        if (Claim(state, command.Strike, command.Number, out var unknown) is not { } claim)
            return unknown!;
        return claim.State == ClaimState.Filed
            ? new ClaimWithdrawn(command.Strike, command.Number, command.Reason, at)
            : ClaimRefusals.NotOpen(command.Strike, command.Number, claim);
    }

    private static Decision<SectionEvent> OnPay(Section state, PayClaim command, DateTimeOffset at)
    {
        if (Texts.Check("authority", command.Authority, Texts.MemoCharsMax, required: false) is { } no)
            return no;
        if (Claim(state, command.Strike, command.Number, out var unknown) is not { } claim)
            return unknown!;
        if (claim.Entry is { } entry)
            return ClaimRefusals.Paid(command.Strike, command.Number, entry);
        if (claim.State == ClaimState.Filed)
            return ClaimRefusals.NotApproved(command.Strike, command.Number);
        if (claim.Amount.Minor == 0)
            return ClaimRefusals.NothingToPay(command.Strike, command.Number);
        var account = Account.StrikeFund(command.Strike);
        var fund = state.Treasury.Book.BalanceOf(account, claim.Amount.Currency);
        if (fund.Minor < claim.Amount.Minor)
            return ClaimRefusals.FundLacks(command.Strike, command.Number, fund, claim.Amount);
        var authority = command.Authority.Length > 0 ? command.Authority : claim.Authority;
        return new OwnStrikeEvent.StrikePayPaid(
            command.Strike, claim.Amount, Memo: "", claim.Through, state.Entries.Next, at,
            LedgerEntry.Move(claim.Amount, account, Account.Outside),
            string.IsNullOrEmpty(authority) ? null : authority, command.Number);
    }

    private static ClaimSeries? Series(Section state, StrikeId strike, out Refusal? no)
    {
        no = null;
        if (state.Claims?.Strikes.GetValueOrDefault(strike) is { } series)
            return series;
        no = state.Strikes.Declared.ContainsKey(strike)
            ? ClaimRefusals.NotBegun(strike)
            : OwnStrikeRefusals.UnknownStrike(state.Id, strike);
        return null;
    }

    private static WeeklyClaim? Claim(Section state, StrikeId strike, int number, out Refusal? no)
    {
        if (Series(state, strike, out no) is not { } series)
            return null;
        if (series.Find(number) is { } claim)
            return claim;
        no = ClaimRefusals.UnknownClaim(strike, number, series.Claims.Length);
        return null;
    }
}
