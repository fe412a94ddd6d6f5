using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Amendments;
using Solidarity.Domain.Bodies;
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

    /// <summary>How long something has been so, in whole seconds.</summary>
    public static long AgeSeconds(DateTimeOffset since, DateTimeOffset at) =>
        Math.Max(0, (at - since).Ticks / TimeSpan.TicksPerSecond);

    /// <summary>How a body stands to a federation.</summary>
    public static V1.Affiliation Affiliation(FederationId federation, AffiliationStatus status) => new()
    {
        Federation = ((Address)federation).ToString(),
        Status = status.ToWire(),
    };

    /// <summary>Newest first.</summary>
    public static IEnumerable<V1.Amendment> ToWire(this ImmutableArray<Amendment> amendments) =>
        amendments.Reverse().Select(amendment => new V1.Amendment
        {
            Time = amendment.At.ToTimestamp(),
            Field = amendment.Field,
            Before = amendment.Before,
            After = amendment.After,
        });

    public static V1.Party ToWire(this Party party) => party.Body is { } body
        ? new V1.Party { Body = body.ToString() }
        : new V1.Party { RecordedName = party.Name };
}
