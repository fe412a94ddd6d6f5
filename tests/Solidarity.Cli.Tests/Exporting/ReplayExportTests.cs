using System.Text.Json;
using Solidarity.Cli.Tests.Replaying;
using Solidarity.Cli.Tests.Services;
using Solidarity.Commands.Tests.Books;

namespace Solidarity.Cli.Tests.Exporting;

/// <summary>All books of the replay, in the real bookkeeping programs.</summary>
public sealed class ReplayExportTests
{
    // Each start of beancount takes as long as that of a hundred exports.
    private const int BeancountBooks = 12;

    [BookkeeperFact]
    public async Task Every_book_of_the_International_checks_clean_and_has_the_balances_that_the_service_has()
    {
        var data = new TempFolder();
        (await Ran.OfAsync("replay", Folders.Seeds, "--data", data.Path, "--json")).ExitCode.ShouldBe(0);
        await using var service = await Service.StartAsync(day: new DateOnly(2026, 12, 1), data: data);
        using var bookkeeper = new Bookkeeper();
        var books = 0;

        foreach (var body in await BodiesAsync(service))
        {
            var journal = await OutputAsync(service, "books", "export", body, "--format", "hledger");
            if (!journal.Contains("\naccount ", StringComparison.Ordinal))
                continue;
            bookkeeper.CheckHledger(journal).ShouldBeEmpty(body);
            if (books++ < BeancountBooks)
                bookkeeper.CheckBeancount(await OutputAsync(service, "books", "export", body, "--format", "beancount"))
                    .ShouldBeEmpty(body);
            Sums(bookkeeper.Balances(journal)).ShouldBe(await BalancesAsync(service, body), ignoreOrder: true, body);
        }

        books.ShouldBeGreaterThan(20);
    }

    // What has one account in the chart, by the book's name of it.
    private static Dictionary<(string, string), string> Sums(
        Dictionary<(string Account, string Commodity), string> all) =>
        all.Where(one => InBook(one.Key.Account) is not null && one.Value != "0")
            .ToDictionary(one => (InBook(one.Key.Account)!, one.Key.Commodity), one => one.Value);

    private static string? InBook(string account) => account switch
    {
        "assets:treasury" or "assets:pledged" or "assets:held" or "assets:dues" or "assets:lent" => account[7..],
        "assets:in-passing" => "passing",
        "liabilities:borrowed" => "borrowed",
        _ when account.StartsWith("assets:strike-funds:", StringComparison.Ordinal) =>
            $"strike-fund:{account["assets:strike-funds:".Length..]}",
        _ => null,
    };

    private static async Task<Dictionary<(string, string), string>> BalancesAsync(Service service, string body)
    {
        using var answer = JsonDocument.Parse(await OutputAsync(service, "balances", body, "--json"));
        var found = new Dictionary<(string, string), string>();
        if (!answer.RootElement.TryGetProperty("balances", out var balances))
            return found;
        foreach (var balance in balances.EnumerateArray())
        {
            var account = balance.GetProperty("account").GetString()!;
            var amount = balance.GetProperty("amount");
            var minor = amount.GetProperty("minor").GetInt64();
            if (minor == 0
                || account is "outside" or "fees" or "exchange" or "loans"
                || account.StartsWith("to:", StringComparison.Ordinal)
                || account.StartsWith("from:", StringComparison.Ordinal))
                continue;
            var (code, units) = (
                amount.GetProperty("currency").GetString()!, amount.GetProperty("units").GetInt32());
            found[(account, units == 100 ? code : $"{code}/{units}")] = units == 100
                ? string.Create(CultureInfo.InvariantCulture, $"{minor / 100}.{Math.Abs(minor % 100):00}")
                : minor.ToString(CultureInfo.InvariantCulture);
        }
        return found;
    }

    private static async Task<IEnumerable<string>> BodiesAsync(Service service)
    {
        var names = new List<string>();
        foreach (var kind in (string[])["federations", "sections"])
        {
            using var list = JsonDocument.Parse(await OutputAsync(service, kind, "list", "--json"));
            names.AddRange(list.RootElement.GetProperty(kind).EnumerateArray()
                .Select(body => body.GetProperty("name").GetString()!));
        }
        return names;
    }

    private static async Task<string> OutputAsync(Service service, params string[] args)
    {
        var ran = await service.RunAsync(args);
        ran.ExitCode.ShouldBe(0, ran.Error);
        return ran.Output;
    }
}
