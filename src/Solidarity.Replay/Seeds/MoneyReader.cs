using System.Collections.Frozen;
using Solidarity.Domain.Money;

namespace Solidarity.Replay.Seeds;

/// <summary>Reads sums of money in the currencies that currencies.csv names.</summary>
internal sealed class MoneyReader(IEnumerable<CurrencyRow> currencies, KnownIds codes, CellReader read)
{
    private readonly FrozenDictionary<string, Currency> _byCode = currencies
        .DistinctBy(row => row.Code).ToFrozenDictionary(row => row.Code, row => row.Currency);

    /// <summary>The currency of a cell that must name one.</summary>
    public Currency Currency(SeedCell cell) => _byCode.GetValueOrDefault(read.Reference(cell, codes));

    /// <summary>A sum in two cells, with its wording in a third; null when the amount is not known.</summary>
    public Amount? Optional(SeedCell amount, SeedCell currency, SeedCell recorded)
    {
        if (!amount.IsEmpty)
            return Required(amount, currency, recorded);
        read.OptionalReference(currency, codes);
        return null;
    }

    public Amount? Required(SeedCell amount, SeedCell currency, SeedCell recorded)
    {
        // A currency that could not be read has no units, and has been told: its sums are not told again.
        if (Currency(currency) is not { UnitsPerMajor: > 0 } known)
            return null;
        var sum = Amounts.Read(amount.Value, known, recorded.Value, out var problem);
        if (sum is null)
            read.Errors.Add(amount, problem!);
        return sum;
    }
}
