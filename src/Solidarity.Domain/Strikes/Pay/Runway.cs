using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;

namespace Solidarity.Domain.Strikes.Pay;

/// <summary>
/// How long a strike can hold on money that has arrived; what is promised, held or in transit never counts. The fund
/// (arrived less paid out) pays so many days from the day through which strike pay was paid last. Days that have passed
/// since are owed already, and days to come that a pay run has covered count as well: the fund pays for those behind.
/// </summary>
/// <param name="Days">Whole days from <paramref name="On"/>, 0 to <see cref="DaysMax"/>, which stands for itself and
/// all that is more.</param>
/// <param name="Fund">What is in the fund, in the currency of the pay; other currencies are left out.</param>
/// <param name="PaidThrough">The day before the first one that is not paid yet.</param>
public sealed record Runway(int Days, DateOnly On, Total Fund, PayTerms Pay, DateOnly PaidThrough)
{
    /// <summary>A hundred years; nobody plans further, and a day so far from any that may enter is one still.</summary>
    public const int DaysMax = 36_500;

    public static Runway Of(Total fund, PayTerms pay, DateOnly? lastPaid, DateOnly on)
    {
        var isPaid = lastPaid >= pay.From;
        var through = isPaid ? lastPaid!.Value : DayBefore(pay.From);
        var owed = on.DayNumber - 1 - through.DayNumber;
        // Below zero, so many days are covered; days before strike pay begins are neither owed nor covered.
        if (!isPaid)
            owed = Math.Max(0, owed);
        var days = Int128.Clamp(pay.DaysFor(fund.Minor) - owed, 0, DaysMax);
        return new Runway((int)days, on, fund, pay, through);
    }

    private static DateOnly DayBefore(DateOnly day) => day == DateOnly.MinValue ? day : day.AddDays(-1);
}
