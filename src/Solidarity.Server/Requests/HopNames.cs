using Solidarity.Domain.Bodies;
using Solidarity.Domain.Routes;

namespace Solidarity.Server.Requests;

/// <summary>The names of hops: <c>transfers/{id}/hops/{plan}-{number}</c>, both counted from 1.</summary>
internal static class HopNames
{
    // Longer than any; what is longer is not taken apart.
    private const int NameCharsMax = 256;

    public static string ToName(this HopKey key) =>
        string.Create(CultureInfo.InvariantCulture, $"{(Address)key.Transfer}/hops/{key.Plan}-{key.Hop + 1}");

    public static bool TryParse(string name, out HopKey key)
    {
        key = default;
        if (name.Length > NameCharsMax || name.Split('/') is not ["transfers", var id, "hops", var place])
            return false;
        if (place.Split('-') is not [var plan, var hop])
            return false;
        if (!SlugParsing.TryParse<TransferId>(id, out var transfer)
            || !TryCount(plan, out var planNumber) || !TryCount(hop, out var hopNumber))
            return false;
        key = new HopKey(transfer, planNumber, hopNumber - 1);
        return true;
    }

    private static bool TryCount(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1;
}
