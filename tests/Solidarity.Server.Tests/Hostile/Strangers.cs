using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Net.Client;

namespace Solidarity.Server.Tests.Hostile;

/// <summary>
/// Callers who belong to nobody and do the worst that ordinary requests within all limits allow. Each attack is a
/// method that is called again and again with a rising number; <see cref="RunAsync"/> mixes them at random. Refusals
/// are what they expect, so they only count the answers.
/// </summary>
internal sealed partial class Strangers : IDisposable
{
    /// <summary>The largest sum that one request may name, in minor units.</summary>
    private const long MinorMax = 1_000_000_000_000_000;

    private const string Authority = "ourselves";
    private readonly GrpcChannel _channel;
    private readonly HttpClient _raw;
    private readonly Uri _server;
    private readonly int _seed;
    private readonly Victims _victims;
    private readonly Attack[] _attacks;
    private readonly ConcurrentDictionary<string, Lazy<Task>> _begun = new();
    private readonly ConcurrentDictionary<StatusCode, int> _answers = new();
    private readonly ConcurrentQueue<string> _faults = new();

    /// <param name="seed">Decides which attack comes when.</param>
    public Strangers(Uri server, Victims victims, int seed)
    {
        (_server, _victims, _seed) = (server, victims, seed);
        _channel = GrpcChannel.ForAddress(server);
        _raw = new HttpClient(new SocketsHttpHandler()) { DefaultRequestVersion = new Version(2, 0) };
        _attacks =
        [
            new("promise tranches without end", PromiseAsync), new("redirect a loan", RedirectAsync),
            new("exchange at the highest rate", ExchangeAsync), new("collect what is not there", CollectAsync),
            new("hold room for a year", HoldRoomAsync), new("pledge to the strike again and again", PledgeAsync),
            new("offer support in units of one's own", OfferSupportAsync), new("call everybody", CallAsync),
            new("call with impossible days", CallAtTheEndOfTimeAsync), new("warn everybody", WarnAsync),
            new("declare strikes with long facts", DeclareAsync), new("offer corridors", OfferCorridorsAsync),
            new("ask to be taken in", AskAffiliationAsync), new("stack federations", StackFederationsAsync),
            new("ask for far quotes", QuoteAsync), new("watch as somebody else", WatchAsync),
            new("write nonsense", NonsenseAsync), new("ask for everything", AskForEverythingAsync),
        ];
    }

    public IReadOnlyCollection<string> Names => [.. _attacks.Select(attack => attack.Name)];

    /// <summary>How many requests were answered, by status.</summary>
    public IReadOnlyDictionary<StatusCode, int> Answers => _answers;

    /// <summary>Answers that a service gives only where it has failed itself.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>Makes attacks one after the other, by several callers at once.</summary>
    /// <param name="steps">How many steps of attacks there are in all.</param>
    /// <param name="callers">How many callers make them at the same time.</param>
    /// <param name="cancellationToken">Ends it before all steps are made.</param>
    public async Task RunAsync(int steps, int callers, CancellationToken cancellationToken)
    {
        var left = steps;
        var counts = new int[_attacks.Length];
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var random = new Random(HashCode.Combine(_seed, caller));
            while (Interlocked.Decrement(ref left) >= 0 && !cancellationToken.IsCancellationRequested)
            {
                var attack = random.Next(_attacks.Length);
                await _attacks[attack].Step(Interlocked.Increment(ref counts[attack]) - 1);
            }
        }, CancellationToken.None)));
    }

    public void Dispose()
    {
        EndWatching();
        _channel.Dispose();
        _raw.Dispose();
    }

    private static string NewId() => Guid.CreateVersion7().ToString();

    private static string Numbered(string what, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{what}-{number}");

    private static V1.Currency Francs => new() { CurrencyCode = "CHF" };

    private static V1.Money Money(long minor, string code = "CHF") => new() { CurrencyCode = code, MinorUnits = minor };

    /// <summary>What an attack needs before its first step; whoever comes first makes it, the others wait.</summary>
    private Task OnceAsync(string what, Func<Task> begin) =>
        _begun.GetOrAdd(what, _ => new Lazy<Task>(begin)).Value;

    private async Task TryAsync(string what, Func<Task> ask)
    {
        var status = StatusCode.OK;
        try
        {
            await ask();
        }
        catch (RpcException refused)
        {
            status = refused.StatusCode;
            if (status is StatusCode.Internal or StatusCode.Unknown or StatusCode.DataLoss)
                _faults.Enqueue($"{what}: {refused.Status}");
        }
        _answers.AddOrUpdate(status, 1, (_, count) => count + 1);
    }

    private Task TryAsync<T>(string what, Func<AsyncUnaryCall<T>> ask) =>
        TryAsync(what, async () => await ask());

    private Task FoundSectionAsync(string id, params V1.Currency[] currencies) => TryAsync("found a section", () =>
        Sections.FoundSectionAsync(new()
        {
            RequestId = NewId(),
            SectionId = id,
            DisplayName = id,
            Kind = V1.SectionKind.Trade,
            Trade = "strangers",
            Country = "AQ",
            Currencies = { currencies.Length > 0 ? currencies : [Francs] },
        }));

    private Task FoundFederationAsync(string id) => TryAsync("found a federation", () =>
        Federations.FoundFederationAsync(new()
        {
            RequestId = NewId(),
            FederationId = id,
            DisplayName = id,
            Level = V1.Level.International,
            Country = "AQ",
        }));

    private Task DeclareStrikeAsync(string section, string strike) => TryAsync("declare a strike", () =>
        Strikes.DeclareStrikeAsync(new()
        {
            RequestId = NewId(),
            Section = section,
            StrikeId = strike,
            Trade = "strangers",
            Locality = "Nowhere",
            Country = "AQ",
            Start = "1868-03-01",
        }));

    private Task DepositAsync(string section, V1.Money amount) => TryAsync("deposit", () =>
        Sections.DepositAsync(new()
        {
            RequestId = NewId(),
            Section = section,
            Amount = amount,
            Memo = "our own word",
        }));

    private async Task OpenCorridorAsync(string from, string to, V1.CorridorTerms terms, string given, string arrives)
    {
        var (givenCurrency, arrivesCurrency) = (
            new V1.Currency { CurrencyCode = given }, new V1.Currency { CurrencyCode = arrives });
        await TryAsync("offer a corridor", () => Corridors.OfferCorridorAsync(new()
        {
            RequestId = NewId(),
            From = from,
            To = to,
            Given = givenCurrency,
            Arrives = arrivesCurrency,
            Terms = terms,
        }));
        await TryAsync("agree to a corridor", () => Corridors.AgreeToCorridorAsync(new()
        {
            RequestId = NewId(),
            From = from,
            To = to,
            Given = givenCurrency,
            Arrives = arrivesCurrency,
        }));
    }

    private V1.SectionsService.SectionsServiceClient Sections => new(_channel);

    private V1.BooksService.BooksServiceClient Books => new(_channel);

    private V1.FederationsService.FederationsServiceClient Federations => new(_channel);

    private V1.CorridorsService.CorridorsServiceClient Corridors => new(_channel);

    private V1.StrikesService.StrikesServiceClient Strikes => new(_channel);

    private V1.CallsService.CallsServiceClient Calls => new(_channel);

    private V1.PledgesService.PledgesServiceClient Pledges => new(_channel);

    private sealed record Attack(string Name, Func<int, Task> Step);
}

/// <summary>Whom the strangers go for.</summary>
/// <param name="Federation">An honest federation.</param>
/// <param name="Section">A section that gives.</param>
/// <param name="StrikingSection">A section on strike.</param>
/// <param name="Strike">Its strike.</param>
internal sealed record Victims(string Federation, string Section, string StrikingSection, string Strike)
{
    /// <summary>A treasury of the strangers that the honest federation has agreed to a corridor from.</summary>
    public const string SlowNeighbour = "sections/neighbour";
}
