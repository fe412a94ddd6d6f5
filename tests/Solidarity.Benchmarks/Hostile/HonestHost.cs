using Grpc.Net.Client;
using Solidarity.Benchmarks.Storm;
using Solidarity.Server;
using Solidarity.Server.Tests.Hostile;

namespace Solidarity.Benchmarks.Hostile;

/// <summary>A service with a federation of members, one of them on strike, and a client that pledges for them.
/// </summary>
internal sealed class HonestHost : IAsyncDisposable
{
    private const int Members = 50;
    private const string Federation = "federations/honest";
    private const string Striking = "sections/striking";
    private const string Strike = "strikes/honest";
    private const long PledgeMinor = 1_00;
    private const long DepositMinor = 1_000_000_00;

    private readonly SolidarityServer _server;
    private readonly DirectoryInfo _folder;
    private readonly GrpcChannel _channel;
    private int _pledges;

    private HonestHost(SolidarityServer server, DirectoryInfo folder)
    {
        (_server, _folder) = (server, folder);
        _channel = GrpcChannel.ForAddress(server.Address);
    }

    public static Victims Victims { get; } = new(Federation, "sections/member-0", Striking, Strike);

    public Uri Address => _server.Address;

    public long JournalBytes => _folder.EnumerateFiles().Sum(file => file.Length);

    public static async Task<HonestHost> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("solidarity-hostile-");
        var host = new HonestHost(
            await SolidarityServer.StartAsync(new ServerOptions { DataFolder = folder.FullName }), folder);
        await host.PrepareAsync();
        return host;
    }

    /// <summary>Members pledge in turn, so many a second, each pledge honoured at once.</summary>
    public async Task<Latencies> PledgeAsync(int pledges, int perSecond)
    {
        var latencies = new Latencies(pledges);
        var client = new V1.PledgesService.PledgesServiceClient(_channel);
        var answers = new List<Task>(pledges);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / perSecond));
        for (var pledge = 0; pledge < pledges; pledge++)
        {
            answers.Add(PledgeOneAsync(client, latencies, pledge));
            await timer.WaitForNextTickAsync();
        }
        await Task.WhenAll(answers);
        return latencies;
    }

    /// <summary>All that was pledged has arrived.</summary>
    public async Task CheckAsync()
    {
        await _server.QuietAsync();
        var board = await new V1.StrikesService.StrikesServiceClient(_channel)
            .GetBoardAsync(new V1.GetBoardRequest { Name = Strike });
        var received = board.Money.Single(money => money.Currency.CurrencyCode == "CHF").ReceivedMinorUnits;
        if (received != _pledges * PledgeMinor)
            throw new InvalidOperationException($"{_pledges} pledges were made; {received} has arrived");
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task PledgeOneAsync(
        V1.PledgesService.PledgesServiceClient client, Latencies latencies, int place)
    {
        var number = _pledges++;
        var startedAt = Stopwatch.GetTimestamp();
        await client.PledgeAsync(new V1.PledgeRequest
        {
            RequestId = NewId(),
            Section = $"sections/{Member(number % Members)}",
            Strike = Strike,
            PledgeId = string.Create(CultureInfo.InvariantCulture, $"p-{number}"),
            Kind = V1.AidKind.Gift,
            Amount = new V1.Money { CurrencyCode = "CHF", MinorUnits = PledgeMinor },
            Authority = "general meeting",
            HonourNow = true,
        });
        latencies.Note(place, startedAt);
    }

    private async Task PrepareAsync()
    {
        await new V1.FederationsService.FederationsServiceClient(_channel).FoundFederationAsync(new()
        {
            RequestId = NewId(),
            FederationId = "honest",
            DisplayName = "Honest federation",
            Level = V1.Level.Local,
            Country = "CH",
        });
        await JoinAsync("striking");
        await Task.WhenAll(Enumerable.Range(0, Members).Select(member => JoinAsync(Member(member))));
        await FoundAsync("neighbour");
        await OpenAsync(Victims.SlowNeighbour, Federation);
        await new V1.StrikesService.StrikesServiceClient(_channel).DeclareStrikeAsync(new()
        {
            RequestId = NewId(),
            Section = Striking,
            StrikeId = "honest",
            Trade = "masons",
            Locality = "Geneva",
            Country = "CH",
            Start = "1868-03-23",
        });
        await new V1.CallsService.CallsServiceClient(_channel).CallForAidAsync(new()
        {
            RequestId = NewId(),
            Section = Striking,
            Strike = Strike,
            Scope = V1.Level.Local,
            Asks = "money",
        });
        await _server.QuietAsync();
    }

    private async Task JoinAsync(string id)
    {
        await FoundAsync(id);
        var sections = new V1.SectionsService.SectionsServiceClient(_channel);
        await sections.DepositAsync(new()
        {
            RequestId = NewId(),
            Section = $"sections/{id}",
            Amount = new V1.Money { CurrencyCode = "CHF", MinorUnits = DepositMinor },
            Memo = "dues",
        });
        await sections.AskAffiliationAsync(new()
        {
            RequestId = NewId(),
            Member = $"sections/{id}",
            Federation = Federation,
        });
        await _server.QuietAsync();
        await new V1.FederationsService.FederationsServiceClient(_channel).AdmitMemberAsync(new()
        {
            RequestId = NewId(),
            Federation = Federation,
            Member = $"sections/{id}",
        });
        await OpenAsync($"sections/{id}", Federation);
        await OpenAsync(Federation, $"sections/{id}");
    }

    private async Task FoundAsync(string id) => await new V1.SectionsService.SectionsServiceClient(_channel)
        .FoundSectionAsync(new()
        {
            RequestId = NewId(),
            SectionId = id,
            DisplayName = $"Section {id}",
            Kind = V1.SectionKind.Trade,
            Trade = "masons",
            Country = "CH",
            Currencies = { new V1.Currency { CurrencyCode = "CHF" } },
        });

    private async Task OpenAsync(string from, string to)
    {
        var corridors = new V1.CorridorsService.CorridorsServiceClient(_channel);
        var francs = new V1.Currency { CurrencyCode = "CHF" };
        await corridors.OfferCorridorAsync(new()
        {
            RequestId = NewId(),
            From = from,
            To = to,
            Given = francs,
            Terms = new V1.CorridorTerms { SettledBy = V1.Settlement.Books },
        });
        await _server.QuietAsync();
        await corridors.AgreeToCorridorAsync(new() { RequestId = NewId(), From = from, To = to, Given = francs });
    }

    private static string NewId() => Guid.CreateVersion7().ToString();

    private static string Member(int number) => string.Create(CultureInfo.InvariantCulture, $"member-{number}");
}
