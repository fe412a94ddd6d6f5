using Solidarity.Domain.Bodies;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Sections;
using Solidarity.Server.Paging;
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
            DisplayName = section.Profile.Name,
            Kind = section.Profile.Kind.ToWire(),
            Trade = section.Profile.Trade,
            Locality = section.Profile.Locality,
            Country = section.Profile.Country,
            Currencies = { section.Profile.Currencies.Select(currency => currency.ToWire()) },
            Affiliations = { section.Affiliations.Federations.Select(a => Values.Affiliation(a.Key, a.Value)) },
            Reminders = new V1.ReminderSettings
            {
                On = section.Inbox.Reminders.On,
                QuietFrom = Clocks.TimeOfDay(section.Inbox.Reminders.QuietFrom),
                QuietUntil = Clocks.TimeOfDay(section.Inbox.Reminders.QuietUntil),
                UtcOffset = Clocks.Offset(section.Inbox.Reminders.UtcOffset),
            },
            Openness = new V1.Openness
            {
                Public = section.Strikes.Openness.Public.ToWire(),
                Federation = section.Strikes.Openness.Federation.ToWire(),
            },
        };
        if (section.Profile.Members is { } members)
            message.Members = members;
        return message;
    }

    /// <summary>A page of the book's accounts, by currency, then account.</summary>
    public static V1.GetBalancesResponse ToBalances(this Section section, PageRequest page)
    {
        var book = section.Treasury.Book;
        var cut = page.Cut(
            from accounts in book.Balances
            from account in accounts.Value
            select (Currency: accounts.Key, Account: account.Key),
            at => $"{at.Currency} {at.Account.Name}",
            at => Balance(at.Account, book.BalanceOf(at.Account, at.Currency)),
            at => new V1.Balance { Account = at.Account.Name });
        return new V1.GetBalancesResponse
        {
            Balances = { cut.Items },
            Available = { section.Profile.Currencies.Select(currency => section.Available(currency).ToWire()) },
            NextPageToken = cut.NextToken,
        };
    }

    public static V1.Balance Balance(Account account, Domain.Money.Total amount) => new()
    {
        Account = account.Name,
        Amount = amount.ToWire(),
    };
}
