using System.Runtime.InteropServices;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Pay;

/// <summary>
/// Reckons what one striker gets for one week of a strike. In this order: who is paid at all; which days; the rate of
/// these days, with the shares of tier, stage and density; dependants; duty; other income; caps of the week; what has
/// to wait; the cap of the strike.
/// </summary>
/// <remarks>
/// Pure: the same rules and facts give the same pay. All is whole minor units, rounded down line by line. A week or a
/// month is spread so that the parts of all its days add up to it: n days of it have had n parts, rounded down,
/// whatever weeks or claims they were paid in. Costs one pass over the days of the week.
/// </remarks>
public sealed class PayWeek
{
    private const int MinutesInHour = 60;

    private readonly PayRules _rules;
    private readonly StrikeCourse _course;
    private readonly Striker _who;
    private readonly StrikerWeek _week;
    private readonly StrikerAccount _before;
    private readonly DateOnly _from;
    private readonly DateOnly _through;
    private readonly List<PayLine> _lines;
    private long _sum;
    private Portion _tier;
    private int _struck;
    private int _ownDays;
    private int _paid;

    private PayWeek(
        PayRules rules, StrikeCourse course, Striker who, StrikerWeek week, StrikerAccount before,
        (DateOnly From, DateOnly Through) period)
    {
        (_rules, _course, _who, _week, _before) = (rules, course, who, week, before);
        (_from, _through) = period;
        _lines = new List<PayLine>(4);
    }

    /// <param name="number">The week of the strike, from 1.</param>
    /// <param name="before">What the striker has had for the weeks before.</param>
    /// <remarks>Facts are within the limits of their docstrings.</remarks>
    public static StrikerPay Of(
        PayRules rules, StrikeCourse course, Striker who, StrikerWeek week, StrikerAccount before, int number) =>
        new PayWeek(rules, course, who, week, before, rules.WeekOf(course.Start, number)).Reckon();

    private StrikerPay Reckon()
    {
        if (_week.Days is { Mask: 0 } && _before.HeldMinor == 0 && _week.Minutes == 0)
            return Nothing(new PayLine(PayReason.NoDays, 0));
        if (NotEligible() is { } no)
            return Nothing(no);
        AddRate();
        AddDependants();
        TakeOffDuty();
        TakeOffIncome();
        CapWeek();
        return Settled();
    }

    private StrikerPay Nothing(PayLine why) => new(0, [why], _before);

    private PayLine? NotEligible()
    {
        var rules = _rules.Eligibility ?? new PayEligibility();
        if (rules.IndefiniteOnly && !_course.IsIndefinite)
            return new PayLine(PayReason.NotIndefinite, 0);
        if (rules.DensityLeast > (_course.DensityPercent ?? 0))
            return new PayLine(PayReason.DensityTooLow, 0, _course.DensityPercent ?? 0, rules.DensityLeast);
        if (_who.Standing == Standing.Sacked && !rules.SackedPaid)
            return new PayLine(PayReason.NotForSacked, 0);
        if (_who.Standing == Standing.LockedOut && !rules.LockedOutPaid)
            return new PayLine(PayReason.NotForLockedOut, 0);
        foreach (var condition in rules.Conditions)
            if (_who.Lacks.Contains(condition))
                return new PayLine(PayReason.ConditionLacking, 0, Name: condition);
        return Tier(rules);
    }

    private PayLine? Tier(PayEligibility rules)
    {
        Portion? share = _who.Months switch
        {
            null => rules.NonMembers,
            < 0 => rules.LateJoiners,
            _ when _rules.Tiers.IsEmpty => Portion.Whole,
            _ => null,
        };
        if (_who.Months is >= 0)
            foreach (var tier in _rules.Tiers)
                if (tier.FromMonths <= _who.Months)
                    share = tier.Share;
        _tier = share ?? default;
        return share is not null ? null
            : _who.Months is not { } months ? new PayLine(PayReason.NoMember, 0)
            : months < 0 ? new PayLine(PayReason.JoinedLate, 0)
            : new PayLine(PayReason.TooShort, 0, months, _rules.Tiers[0].FromMonths);
    }

    /// <summary>The last day that may be paid.</summary>
    private DateOnly LastDay()
    {
        var end = _rules.End ?? new PayEnd();
        var last = _who.Until ?? DateOnly.MaxValue;
        var cut = end.DaysAfterRatification is { } days && _course.Ratified is { } ratified
            ? ratified.AddDays(days)
            : _course.End?.AddDays(end.DaysAfterEnd);
        return cut < last ? cut.Value : last;
    }

    private void AddRate()
    {
        Span<PaidDay> days = stackalloc PaidDay[WeekDays.DaysInWeek];
        var count = FindDays(days);
        days = days[..count];
        _paid = count;
        if (count == 0)
            return;
        if (!IsBasisKnown())
            return;
        if (_rules.Rate.Per == PayUnit.Hour)
            AddHours(days[0]);
        else if (_rules is { Rate.Per: PayUnit.Week, BrokenWeek: not BrokenWeek.ProRata })
            AddUnbrokenWeek(days);
        else
            AddRuns(days);
    }

    /// <summary>The days of the week that are paid; says which are not, and why.</summary>
    private int FindDays(Span<PaidDay> paid)
    {
        var (count, waiting, late, part, own) = (0, 0, 0, 0, _before.Days);
        var (last, first) = (LastDay(), _who.From > _course.Start ? _who.From.Value : _course.Start);
        for (var day = _from; day <= _through; day = day.AddDays(1))
        {
            if (!_rules.Days.Has(day) || day < first || _week.Days is { } struck && !struck.Has(day))
                continue;
            if (day > last)
            {
                late++;
                continue;
            }
            _struck++;
            own++;
            var isPart = _week.PartDays?.Has(day) == true && _rules.Rate.Per != PayUnit.Hour;
            if (IsUnpaidWaiting(day, own))
                waiting++;
            else if (isPart && _rules.PartDays is null)
                part++;
            else
                paid[count++] = new PaidDay(day, own, isPart);
        }
        _ownDays = own;
        if (waiting > 0)
            _lines.Add(new PayLine(PayReason.WaitingDays, 0, waiting));
        if (part > 0)
            _lines.Add(new PayLine(PayReason.PartDays, 0, part));
        if (late > 0)
            _lines.Add(new PayLine(PayReason.AfterEnd, 0, late, Through: last));
        if (_struck + late == 0)
            _lines.Add(new PayLine(PayReason.NoDays, 0));
        return count;
    }

    private bool IsUnpaidWaiting(DateOnly day, int own) =>
        _rules.Waiting is { IsPaidBack: false } waiting && Waits && TimeAt(waiting.Of, day, own) <= waiting.Days;

    private bool Waits =>
        _who.Standing != Standing.Sacked || _rules.Eligibility is not { SackedWait: false };

    private int TimeAt(StrikeTime unit, DateOnly day, int own) => unit switch
    {
        StrikeTime.Day => day.DayNumber - _course.Start.DayNumber + 1,
        StrikeTime.OwnDay => own,
        StrikeTime.Week => _rules.WeekAt(_course.Start, day),
        _ => throw new UnreachableException($"time of a strike {unit}"),
    };

    private bool IsBasisKnown()
    {
        var rate = _rules.Rate;
        if (rate.Basis == PayBasis.Dues && _who.DuesMinor is null && rate.WithoutDuesMinor is null)
            _lines.Add(new PayLine(PayReason.NoDues, 0));
        else if (rate.Basis == PayBasis.Wage && _who.WageMinor is null)
            _lines.Add(new PayLine(PayReason.NoWage, 0));
        else
            return true;
        return false;
    }

    private int StageAt(PaidDay day)
    {
        var found = -1;
        for (var at = 0; at < _rules.Stages.Length; at++)
            if (TimeAt(_rules.Stages[at].Of, day.Day, day.Own) >= _rules.Stages[at].From)
                found = at;
        return found;
    }

    /// <summary>What a unit of the rate is worth to this striker: a sum, and what of it.</summary>
    private (long Sum, Product Share) WorthOf(int stage, bool isPart)
    {
        var rate = _rules.Rate;
        var isNew = rate.Basis == PayBasis.Dues && _who.DuesMinor is null;
        if (isNew)
            return (rate.WithoutDuesMinor!.Value, Product.One);
        var staged = stage >= 0 ? _rules.Stages[stage] : null;
        var sum = rate.Basis switch
        {
            PayBasis.Sum or PayBasis.MinimumWage => staged?.SumMinor ?? rate.SumMinor!.Value,
            PayBasis.Dues => _who.DuesMinor!.Value,
            PayBasis.Wage => _who.WageMinor!.Value,
            _ => throw new UnreachableException($"basis of pay {rate.Basis}"),
        };
        var times = _rules.Decided is null ? rate.Times : _course.Decided ?? rate.Times;
        var share = Product.One.Of(times).Of(_tier).Of(staged?.Share).Of(Density())
            .Of(isPart ? _rules.PartDays : null);
        return rate.LeastMinor is { } least && share.Floor(sum) < least ? (least, Product.One) : (sum, share);
    }

    private Portion? Density()
    {
        Portion? share = null;
        foreach (var tier in _rules.Density)
            if (tier.FromPercent <= _course.DensityPercent)
                share = tier.Share;
        return share;
    }

    private void AddHours(PaidDay first)
    {
        var (sum, share) = WorthOf(StageAt(first), isPart: false);
        var minor = share.Floor(sum, _week.Minutes, MinutesInHour);
        Add(new PayLine(PayReason.Hours, minor, _week.Minutes, Sum: sum, Share: share.Shown));
    }

    private void AddUnbrokenWeek(Span<PaidDay> days)
    {
        var all = _rules.Days.CountIn(_from, _through);
        if (days.Length < all && _rules.BrokenWeek == BrokenWeek.Nothing)
        {
            _lines.Add(new PayLine(PayReason.WeekBroken, 0, days.Length, all));
            return;
        }
        var (sum, share) = WorthOf(StageAt(days[0]), isPart: false);
        Add(new PayLine(PayReason.WholeWeek, share.Floor(sum), days.Length, all, sum, share.Shown));
    }

    private void AddRuns(Span<PaidDay> days)
    {
        for (var at = 0; at < days.Length;)
        {
            var (first, stage) = (days[at], StageAt(days[at]));
            var block = BlockOf(first.Day);
            var end = at + 1;
            while (end < days.Length && days[end].IsPart == first.IsPart && StageAt(days[end]) == stage
                && days[end].Day <= block.Through
                && _rules.Days.CountIn(days[end - 1].Day, days[end].Day) == 2)
                end++;
            AddRun(first, days[end - 1], stage, block);
            at = end;
        }
    }

    private void AddRun(PaidDay first, PaidDay last, int stage, (DateOnly From, DateOnly Through) block)
    {
        var (sum, share) = WorthOf(stage, first.IsPart);
        var (count, all) = (_rules.Days.CountIn(first.Day, last.Day), _rules.Days.CountIn(block.From, block.Through));
        var minor = Part(sum, share, first.Day, last.Day, block);
        Add(new PayLine(PayReason.Days, minor, count, all, sum, share.Shown, first.Day, last.Day));
    }

    /// <summary>What the days of a run have of a sum that is spread over a week or a month.</summary>
    private long Part(
        long sum, Product share, DateOnly first, DateOnly last, (DateOnly From, DateOnly Through) block)
    {
        if (_rules.Rate.Per == PayUnit.Day)
            return share.Floor(sum, _rules.Days.CountIn(first, last));
        var all = _rules.Days.CountIn(block.From, block.Through);
        var through = _rules.Days.CountIn(block.From, last);
        var before = _rules.Days.CountIn(block.From, first) - 1;
        return share.Floor(sum, through, all) - share.Floor(sum, before, all);
    }

    private (DateOnly From, DateOnly Through) BlockOf(DateOnly day) => _rules.Rate.Per == PayUnit.Month
        ? (new DateOnly(day.Year, day.Month, 1),
            new DateOnly(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month)))
        : (_from, _through);

    private void AddDependants()
    {
        if (_rules.Dependants is not { } rule || _paid == 0)
            return;
        var count = Math.Min(_who.Dependants, rule.Most);
        if (count == 0)
            return;
        var minor = 0L;
        foreach (var line in CollectionsMarshal.AsSpan(_lines))
            minor += line.Reason switch
            {
                PayReason.Days => count * Part(
                    rule.Minor, Product.One, line.From, line.Through, BlockOf(line.From)),
                PayReason.Hours => count * Product.One.Floor(rule.Minor, line.Count, MinutesInHour),
                PayReason.WholeWeek => count * rule.Minor,
                _ => 0,
            };
        if (minor > 0)
            Add(new PayLine(PayReason.Dependants, minor, count, Sum: rule.Minor));
    }

    private void TakeOffDuty()
    {
        if (_rules.Duty is not { } duty || _week.IsExcused || _sum == 0)
            return;
        var all = Math.Max(1, _rules.Days.CountIn(_from, _through));
        var asked = (int)((long)duty.WeeklyMinutes * Math.Min(_paid, all) / all);
        if (_week.DutyMinutes >= asked)
            return;
        var kept = duty.Shortfall == DutyShortfall.ProRata
            ? Product.One.Floor(_sum, _week.DutyMinutes, asked)
            : 0;
        Add(new PayLine(
            PayReason.DutyLacking, kept - _sum, _week.DutyMinutes, asked, Name: duty.Certifier));
    }

    private void TakeOffIncome()
    {
        if (_rules.OtherIncome is not { } rule || _week.OtherIncomeMinor <= rule.FreeMinor)
            return;
        var off = Product.One.Of(rule.Deducted).Floor(_week.OtherIncomeMinor - rule.FreeMinor);
        if (off > 0 && _sum > 0)
            Add(new PayLine(PayReason.OtherIncome, -Math.Min(off, _sum), Sum: _week.OtherIncomeMinor));
    }

    private void CapWeek()
    {
        if (_rules.Caps is not { } caps || _sum == 0)
            return;
        if (caps.AtLoss && _week.LossMinor is null)
            Add(new PayLine(PayReason.LossUnproved, -_sum));
        else if (caps.AtLoss && _week.LossMinor < _sum)
            Add(new PayLine(PayReason.LossCap, _week.LossMinor!.Value - _sum, Sum: _week.LossMinor.Value));
        if (caps.OfWage is { } share)
            CapAtWage(share);
    }

    private void CapAtWage(Portion part)
    {
        if (_who.WageMinor is not { } wage)
        {
            Add(new PayLine(PayReason.NoWage, -_sum));
            return;
        }
        var (cap, share) = (0L, Product.One.Of(part));
        foreach (var line in CollectionsMarshal.AsSpan(_lines))
            cap += line.Reason switch
            {
                PayReason.Days => Part(
                    wage, share, line.From, line.Through, BlockOf(line.From)),
                PayReason.Hours => share.Floor(wage, line.Count, MinutesInHour),
                PayReason.WholeWeek => share.Floor(wage),
                _ => 0,
            };
        if (cap < _sum)
            Add(new PayLine(PayReason.WageCap, cap - _sum, Sum: cap, Share: part));
    }

    private StrikerPay Settled()
    {
        var minutes = _before.Minutes + _week.Minutes;
        var held = _before.HeldMinor;
        if (IsHeld(minutes))
        {
            held += _sum;
            if (_sum > 0)
                Add(new PayLine(PayReason.Held, -_sum));
        }
        else if (held > 0)
        {
            Add(new PayLine(PayReason.Released, held));
            held = 0;
        }
        if (_rules.Caps?.PerStrikeMinor is { } cap && _before.PaidMinor + _sum > cap)
        {
            var left = Math.Max(0, cap - _before.PaidMinor);
            Add(new PayLine(PayReason.StrikeCap, left - _sum, Sum: cap));
        }
        return new StrikerPay(_sum, [.. _lines], new StrikerAccount(
            _before.PaidMinor + _sum, held, _ownDays, minutes));
    }

    // As things stand at the end of the week: what the week itself fulfils is paid with it.
    private bool IsHeld(int minutes)
    {
        if (_rules.Waiting is not { } waiting)
            return false;
        var last = _course.End < _through ? _course.End.Value : _through;
        var lasted = last.DayNumber - _course.Start.DayNumber + 1;
        var passed = waiting.Of == StrikeTime.OwnDay ? _ownDays : lasted;
        return minutes < waiting.Minutes
            || lasted < waiting.StrikeDays
            || (waiting.IsPaidBack && Waits && passed <= waiting.Days);
    }

    private void Add(PayLine line)
    {
        _sum += line.Minor;
        _lines.Add(line);
    }

    private readonly record struct PaidDay(DateOnly Day, int Own, bool IsPart);

    /// <summary>A product of portions: five of them, a sum and the minutes of a week fit 128 bits.</summary>
    private readonly record struct Product(Int128 Numerator, Int128 Denominator)
    {
        public static Product One => new(1, 1);

        /// <summary>For people; a product beyond what a portion can be is shown as the whole.</summary>
        public Portion Shown
        {
            get
            {
                var (one, other) = (Numerator, Denominator);
                while (other != 0)
                    (one, other) = (other, one % other);
                if (one == 0)
                    return default;
                var (numerator, denominator) = (Numerator / one, Denominator / one);
                return numerator <= Portion.NumeratorMax && denominator <= Portion.DenominatorMax
                    ? Portion.Of((int)numerator, (int)denominator)
                    : Portion.Whole;
            }
        }

        public Product Of(Portion? share) => share is { } part
            ? new Product(Numerator * part.Numerator, Denominator * part.Denominator)
            : this;

        // What no command may pay is cut there, and refused when it is to be paid.
        public long Floor(long sum, int times = 1, int over = 1) =>
            (long)Int128.Min(sum * Numerator * times / (Denominator * over), Amount.MinorMax);
    }
}
