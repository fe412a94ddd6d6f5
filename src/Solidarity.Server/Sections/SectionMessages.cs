using Solidarity.Domain.Bodies;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Sections;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Sections;

/// <summary>Writes the messages of sections.proto.</summary>
internal static class SectionMessages
{
    public static V1.Section ToWire(this Section section)
    {
        var message = new V1.Section
        {
            Name = ((Address)section.Id).ToString(),
            DisplayName = section.Name,
            Kind = section.Kind.ToWire(),
            Trade = section.Trade,
            Locality = section.Locality,
            Country = section.Country,
            Currencies = { section.Currencies.Select(currency => currency.ToWire()) },
            Affiliations = { section.Affiliations.Select(a => Affiliation(a.Key, a.Value)) },
            Reminders = new V1.ReminderSettings
            {
                On = section.Reminders.On,
                QuietFrom = Clocks.TimeOfDay(section.Reminders.QuietFrom),
                QuietUntil = Clocks.TimeOfDay(section.Reminders.QuietUntil),
                UtcOffset = Clocks.Offset(section.Reminders.UtcOffset),
            },
            Openness = new V1.Openness
            {
                Public = section.Openness.Public.ToWire(),
                Federation = section.Openness.Federation.ToWire(),
            },
        };
        if (section.Members is { } members)
            message.Members = members;
        return message;
    }

    public static V1.Affiliation Affiliation(FederationId federation, AffiliationStatus status) => new()
    {
        Federation = ((Address)federation).ToString(),
        Status = status.ToWire(),
    };

    public static V1.GetBalancesResponse ToBalances(this Section section) => new()
    {
        Balances =
        {
            from accounts in section.Treasury.Book.Balances
            from account in accounts.Value
            select Balance(account.Key, section.Treasury.Book.BalanceOf(account.Key, accounts.Key)),
        },
        Available = { section.Currencies.Select(currency => section.Available(currency).ToWire()) },
    };

    public static V1.Balance Balance(Account account, Domain.Money.Amount amount) => new()
    {
        Account = account.Name,
        Amount = amount.ToWire(),
    };
}
