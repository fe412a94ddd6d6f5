namespace Solidarity.Server.Tests.Hosting;

/// <summary>What most tests begin with: bodies, ways for money, a strike and its call.</summary>
internal static class Story
{
    public const string Geneva = "federations/geneva";
    public const string Masons = "sections/masons";
    public const string Joiners = "sections/joiners";
    public const string Printers = "sections/printers";
    public const string Strike = "strikes/masons-1868";

    public static V1.Currency Chf => new() { CurrencyCode = "CHF" };

    public static V1.Money Francs(long francs) => new() { CurrencyCode = "CHF", MinorUnits = francs * 100 };

    /// <summary>The masons of Geneva are on strike and have called for aid; the joiners and the printers, with 100
    /// francs each, have heard it; money can go from each to the federation and on to each.</summary>
    public static async Task<TestServer> BegunAsync(
        string? folder = null, Func<ServerOptions, ServerOptions>? change = null)
    {
        var server = await TestServer.StartAsync(folder, change: change);
        try
        {
            await server.BeginStoryAsync();
            return server;
        }
        catch
        {
            // What its log says is worth more than what the call was told.
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The same on a server that has been started.</summary>
    public static async Task BeginStoryAsync(this TestServer server)
    {
        await server.FoundFederationAsync("geneva");
        foreach (var id in (string[])["masons", "joiners", "printers"])
        {
            await server.FoundSectionAsync(id);
            await server.JoinAsync($"sections/{id}", Geneva);
            await server.OpenAsync($"sections/{id}", Geneva);
            await server.OpenAsync(Geneva, $"sections/{id}");
        }
        await server.DepositAsync(Joiners, 100);
        await server.DepositAsync(Printers, 100);
        await server.DeclareAsync(Masons, "masons-1868");
        await server.CallAsync(Masons, Strike);
        await server.QuietAsync();
    }

    public static async Task FoundFederationAsync(
        this TestServer server, string id, V1.Level level = V1.Level.Local, string country = "CH") =>
        await server.Federations.FoundFederationAsync(new V1.FoundFederationRequest
        {
            RequestId = server.NewId(),
            FederationId = id,
            DisplayName = $"Federation {id}",
            Level = level,
            Country = country,
        });

    public static async Task FoundSectionAsync(
        this TestServer server, string id, string country = "CH", params V1.Currency[] currencies) =>
        await server.Sections.FoundSectionAsync(new V1.FoundSectionRequest
        {
            RequestId = server.NewId(),
            SectionId = id,
            DisplayName = $"Section of {id}",
            Kind = V1.SectionKind.Trade,
            Trade = id,
            Country = country,
            Currencies = { currencies.Length > 0 ? currencies : [Chf] },
        });

    public static async Task JoinAsync(this TestServer server, string member, string federation)
    {
        var ask = new V1.AskAffiliationRequest { RequestId = server.NewId(), Member = member, Federation = federation };
        await (member.StartsWith("sections/", StringComparison.Ordinal)
            ? server.Sections.AskAffiliationAsync(ask)
            : server.Federations.AskAffiliationAsync(ask));
        await server.QuietAsync();
        await server.Federations.AdmitMemberAsync(new V1.AdmitMemberRequest
        {
            RequestId = server.NewId(),
            Federation = federation,
            Member = member,
        });
        await server.QuietAsync();
    }

    /// <summary>By the books, where the terms do not say by whom money moves.</summary>
    public static async Task OpenAsync(
        this TestServer server, string from, string to, V1.Currency? given = null, V1.Currency? arrives = null,
        V1.CorridorTerms? terms = null)
    {
        terms ??= new();
        if (terms.SettledBy == V1.Settlement.Unspecified)
            terms.SettledBy = V1.Settlement.Books;
        await server.Corridors.OfferCorridorAsync(new V1.OfferCorridorRequest
        {
            RequestId = server.NewId(),
            From = from,
            To = to,
            Given = given ?? Chf,
            Arrives = arrives,
            Terms = terms,
        });
        await server.QuietAsync();
        await server.Corridors.AgreeToCorridorAsync(new V1.AgreeToCorridorRequest
        {
            RequestId = server.NewId(),
            From = from,
            To = to,
            Given = given ?? Chf,
            Arrives = arrives,
        });
        await server.QuietAsync();
    }

    public static async Task DepositAsync(this TestServer server, string section, long francs) =>
        await server.Sections.DepositAsync(new V1.DepositRequest
        {
            RequestId = server.NewId(),
            Section = section,
            Amount = Francs(francs),
            Memo = "collected",
            Again = true,
        });

    public static async Task DeclareAsync(
        this TestServer server, string section, string strike, string start = "1868-03-23") =>
        await server.Strikes.DeclareStrikeAsync(new V1.DeclareStrikeRequest
        {
            RequestId = server.NewId(),
            Section = section,
            StrikeId = strike,
            Trade = "masons",
            Locality = "Geneva",
            Country = "CH",
            Demands = "ten hours",
            Strikers = 3_000,
            Start = start,
        });

    public static async Task CallAsync(this TestServer server, string section, string strike, V1.Money? need = null) =>
        await server.Calls.CallForAidAsync(new V1.CallForAidRequest
        {
            RequestId = server.NewId(),
            Section = section,
            Strike = strike,
            Scope = V1.Level.International,
            Asks = "money",
            Need = need,
        });

    public static V1.PledgeRequest PledgeOf(this TestServer server, string section, string id, long francs) => new()
    {
        RequestId = server.NewId(),
        Section = section,
        Strike = Strike,
        PledgeId = id,
        Kind = V1.AidKind.Gift,
        Amount = Francs(francs),
        Authority = "general meeting",
    };

    public static async Task<V1.Board> BoardAsync(this TestServer server, string strike = Strike)
    {
        await server.QuietAsync();
        return await server.Strikes.GetBoardAsync(new V1.GetBoardRequest { Name = strike });
    }

    /// <summary>What is in one account of a section's book, in centimes; 0 where it never moved.</summary>
    public static async Task<long> BalanceAsync(this TestServer server, string section, string account)
    {
        var response = await server.Books.GetBalancesAsync(new V1.GetBalancesRequest { Body = section });
        return response.Balances.Where(balance => balance.Account == account).Sum(balance => balance.Amount.MinorUnits);
    }
}
