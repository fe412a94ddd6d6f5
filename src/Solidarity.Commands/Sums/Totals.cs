using Solidarity.Domain.Money;

namespace Solidarity.Commands.Sums;

/// <summary>Sums of sums, told as the service tells its totals: never beyond <see cref="Amount.TotalMinorMax"/>, which
/// means that or more.</summary>
internal static class Totals
{
    public static long Of(params IEnumerable<long> sums)
    {
        Int128 total = 0;
        foreach (var sum in sums)
            total += sum;
        return Total.ShownMinor(total);
    }
}
