using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Books;

/// <summary>Writes the messages of books.proto.</summary>
internal static class BookMessages
{
    /// <summary>A page of a book's accounts, by currency, then account.</summary>
    /// <param name="section">Whose book it is, with what it can dispose of; null: a federation's.</param>
    public static V1.GetBalancesResponse ToBalances(this Book book, Section? section, PageRequest page)
    {
        var cut = page.Cut(
            from accounts in book.Balances
            from account in accounts.Value
            select (Currency: accounts.Key, Account: account.Key),
            at => $"{at.Currency} {at.Account.Name}",
            at => Balance(at.Account, book.BalanceOf(at.Account, at.Currency)),
            at => new V1.Balance { Account = at.Account.Name });
        var message = new V1.GetBalancesResponse { Balances = { cut.Items }, NextPageToken = cut.NextToken };
        if (section is not null)
            message.Available.AddRange(section.Profile.Currencies
                .Select(currency => book.BalanceOf(Account.Treasury, currency).ToWire()));
        return message;
    }

    public static V1.Balance Balance(Account account, Total amount) => new()
    {
        Account = account.Name,
        Amount = amount.ToWire(),
    };
}
