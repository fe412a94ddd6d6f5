using Solidarity.Domain.Money;

namespace Solidarity.Commands.Books;

/// <summary>A book as it is exported: what a statement has of it, in the accounts of <see cref="Chart"/>.</summary>
/// <param name="Body">sections/{id} or federations/{id}.</param>
/// <param name="Entries">By day; those of one day as they are in the journal.</param>
internal sealed record BookExport(string Body, IReadOnlyList<ExportedEntry> Entries)
{
    /// <summary>The name of the entry that a part of a book begins with.</summary>
    public const string Opening = "opening balances";

    /// <param name="opening">What stood in the accounts before the first entry; of a whole book there is nothing.
    /// </param>
    /// <param name="from">The day that a part of a book begins with.</param>
    public static BookExport Of(
        string body, IEnumerable<StatementEntry> entries, IReadOnlyCollection<Balance> opening, DateOnly from)
    {
        // A clock may have been set back, and the programs that read this go by days.
        var all = entries.Select(ExportedEntry.Of).OrderBy(entry => entry.Day).ToList();
        var brought = opening.Where(balance => balance.Amount.MinorUnits != 0)
            .Select(balance => new ExportedPosting(
                balance.Account, Chart.OpeningOf(balance.Account), Commodity.Of(balance.Amount),
                balance.Amount.MinorUnits)).ToArray();
        if (brought.Length > 0)
            all.Insert(0, new ExportedEntry(from, 0, 0, Opening, "", "", "", [], 0, [.. brought]));
        return new BookExport(body, all);
    }

    /// <summary>The accounts, each with the day that it is first used.</summary>
    public IEnumerable<(string Account, DateOnly Day)> Accounts() => Entries
        .SelectMany(entry => entry.Postings.Select(posting => (posting.Account, entry.Day)))
        .DistinctBy(used => used.Account).OrderBy(used => used.Account, StringComparer.Ordinal);

    public IEnumerable<Commodity> Commodities() => Entries
        .SelectMany(entry => entry.Postings.Select(posting => posting.Commodity)).Distinct()
        .OrderBy(commodity => commodity.Name, StringComparer.Ordinal);

    /// <summary>The entries, and what must stand in the accounts then: at the end of each month in those that moved, at
    /// the end of the book in all.</summary>
    public IEnumerable<(ExportedEntry Entry, IReadOnlyList<ExportedBalance> Then)> WithBalances()
    {
        var balances = new SortedDictionary<(string Account, string Commodity), ExportedBalance>();
        var moved = new HashSet<(string Account, string Commodity)>();
        for (var at = 0; at < Entries.Count; at++)
        {
            var entry = Entries[at];
            foreach (var posting in entry.Postings)
            {
                var key = (posting.Account, posting.Commodity.Name);
                var before = balances.GetValueOrDefault(key)?.Minor ?? 0;
                balances[key] = new(posting.Account, posting.Commodity, before + posting.Minor);
                moved.Add(key);
            }
            var isLast = at == Entries.Count - 1;
            if (!isLast && (Entries[at + 1].Day.Year, Entries[at + 1].Day.Month) == (entry.Day.Year, entry.Day.Month))
            {
                yield return (entry, []);
                continue;
            }
            yield return (entry,
            [
                .. balances.Where(one => isLast || moved.Contains(one.Key)).Select(one => one.Value),
            ]);
            moved.Clear();
        }
    }
}

/// <summary>An entry of an exported book.</summary>
/// <param name="Number">As <c>reverse</c> takes it; 0: it has none.</param>
/// <param name="What">What happened, in English: these are files for programs.</param>
internal sealed record ExportedEntry(
    DateOnly Day, long Position, int Number, string What, string Memo, string Authority, string Strike,
    IReadOnlyList<string> Bodies, int Reverses, ExportedPosting[] Postings)
{
    /// <summary>What happened, and what was written to it, in one line.</summary>
    public string Description => Memo.Length > 0 ? $"{What}: {Memo}" : What;

    public static ExportedEntry Of(StatementEntry entry) => new(
        DateOnly.FromDateTime(entry.Time.ToDateTime()), entry.Position, entry.Entry, EntryText.EnglishOf(entry.What),
        entry.Memo, entry.Authority, entry.Strike, entry.Bodies, entry.Reverses,
        [
            .. entry.Postings.Select(posting => new ExportedPosting(
                posting.Account, Chart.Of(posting.Account, entry), Commodity.Of(posting.Amount),
                posting.Amount.MinorUnits)),
        ]);
}

/// <param name="InBook">The account as the book calls it.</param>
/// <param name="Account">As <see cref="Chart"/> calls it.</param>
internal sealed record ExportedPosting(string InBook, string Account, Commodity Commodity, long Minor);

internal sealed record ExportedBalance(string Account, Commodity Commodity, Int128 Minor);

/// <summary>
/// A currency as it is exported, so that each sum is exact: where a major unit has 1, 10, 100, ... minor ones, sums are
/// decimals of the major unit. A 240th is no decimal, so old pounds are counted in pence, as a commodity of their own:
/// 1926 of "GBP/240" are £8 0s. 6d.
/// </summary>
/// <param name="Name">As the command line calls the currency: no two have one name.</param>
/// <param name="Decimals">Behind the point; null where the sums count minor units.</param>
internal sealed record Commodity(string Name, int? Decimals)
{
    private const int Ten = 10;

    public static Commodity Of(V1.Money money)
    {
        var name = Currencies.Shown(money.CurrencyCode, money.UnitsPerMajor);
        var decimals = 0;
        var rest = money.UnitsPerMajor;
        for (; rest > 1 && rest % Ten == 0; rest /= Ten)
            decimals++;
        return new(name, rest == 1 ? decimals : null);
    }

    /// <summary>A sum: <c>-1234.50</c>.</summary>
    public string Sum(Int128 minor)
    {
        var digits = Int128.Abs(minor).ToString(CultureInfo.InvariantCulture);
        var sign = minor < 0 ? "-" : "";
        if (Decimals is not > 0)
            return sign + digits;
        digits = digits.PadLeft(Decimals.Value + 1, '0');
        return $"{sign}{digits[..^Decimals.Value]}.{digits[^Decimals.Value..]}";
    }

    /// <summary>What the files say where sums count minor units.</summary>
    public string? Note => Decimals is null
        ? $"Sums in {Name} count minor units, of which {Name.Split('/')[1]} make one {Name.Split('/')[0]}: "
            + $"no decimal of a {Name.Split('/')[0]} would be exact."
        : null;
}
