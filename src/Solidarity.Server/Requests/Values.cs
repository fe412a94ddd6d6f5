using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;

namespace Solidarity.Server.Requests;

/// <summary>The domain's values as the API's.</summary>
internal static class Values
{
    public static V1.Money ToWire(this Amount amount) => ((Total)amount).ToWire();

    /// <summary>A total beyond <see cref="Amount.TotalMinorMax"/> is that: the API says what it means.</summary>
    public static V1.Money ToWire(this Total total) => new()
    {
        CurrencyCode = total.Currency.Code,
        UnitsPerMajor = total.Currency.UnitsPerMajor,
        MinorUnits = total.Minor.ToWire(),
    };

    /// <inheritdoc cref="ToWire(Total)"/>
    public static long ToWire(this Int128 totalMinor) => Total.ShownMinor(totalMinor);

    /// <summary>Null stays null: an unknown sum is left out, never zero.</summary>
    public static V1.Money? ToWire(this Amount? amount) => amount is { } known ? known.ToWire() : null;

    public static V1.Currency ToWire(this Currency currency) => new()
    {
        CurrencyCode = currency.Code,
        UnitsPerMajor = currency.UnitsPerMajor,
    };

    /// <summary>Null stays null: what has not happened has no time.</summary>
    public static Timestamp? ToWire(this DateTimeOffset? time) => time?.ToTimestamp();

    public static V1.Party ToWire(this Party party) => party.Body is { } body
        ? new V1.Party { Body = body.ToString() }
        : new V1.Party { RecordedName = party.Name };
}
