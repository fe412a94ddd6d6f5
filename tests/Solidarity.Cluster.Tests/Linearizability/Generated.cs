namespace Solidarity.Cluster.Tests.Linearizability;

/// <summary>Histories that are right, because each operation really happened at one moment between its start and its
/// end. The treasury here is a second one, written as plainly as can be.</summary>
internal static class Generated
{
    /// <param name="atOnce">How many clients there are.</param>
    public static List<Operation<TreasuryCall>> History(Random random, int operations, int atOnce)
    {
        var history = new List<Operation<TreasuryCall>>();
        var freeAt = new long[atOnce];
        long moment = 0;
        long available = 0;
        for (var i = 0; i < operations; i++)
        {
            moment += random.Next(1, 4);
            // Operations happen in the order of the loop, so nobody may have waited for one that comes later.
            var client = Array.FindIndex(freeAt, free => free < moment);
            if (client < 0)
                continue;
            var end = moment + random.Next(0, 12);
            var start = Math.Max(freeAt[client] + 1, moment - random.Next(0, 12));
            freeAt[client] = end;
            var isUnknown = random.Next(20) == 0;
            var call = Draw(random, i, ref available);
            // A reading that nobody was given does not exist.
            if (!isUnknown || call is not TreasuryCall.Balances and { Refusal: null })
                history.Add(new Operation<TreasuryCall>(call, start, isUnknown ? null : end));
        }
        return history;
    }

    private static TreasuryCall Draw(Random random, int number, ref long available)
    {
        var minor = 2 * random.Next(1, 50);
        switch (random.Next(4))
        {
            case 0:
                available += minor;
                return new TreasuryCall.Deposit($"d{number}", minor);
            case 1 when minor > available:
                return new TreasuryCall.PayOut($"o{number}", minor) { Refusal = TreasuryModel.NotEnough };
            case 1:
                available -= minor;
                return new TreasuryCall.PayOut($"o{number}", minor);
            default:
                return new TreasuryCall.Balances(available, 0);
        }
    }
}
