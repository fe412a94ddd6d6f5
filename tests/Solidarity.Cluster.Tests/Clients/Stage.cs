using Grpc.Core;
using Solidarity.Cluster.Tests.Services;

namespace Solidarity.Cluster.Tests.Clients;

/// <summary>The bodies of one round: sections that have a call, the strike that it is for, and givers whose money has a
/// way to it. Their names are of this round alone, so that its histories begin with nothing.</summary>
internal sealed class Stage(int round)
{
    public const int SectionCount = 6;
    public const int GiverCount = 2;
    public const string Currency = "CHF";

    /// <summary>Pledges of this kind of id are honoured at once; <see cref="PledgedPrefix"/> begins the others.</summary>
    public const string HonouredPrefix = "h-";
    public const string PledgedPrefix = "p-";

    /// <summary>More than all that a giver can give in a round.</summary>
    private const long GiverMinor = 1_000_000_000;

    private static readonly TimeSpan SetUpTimeMax = TimeSpan.FromSeconds(90);

    private int _requests;

    /// <summary>On strike.</summary>
    public string Striking { get; } = $"sections/r{round}-striking";

    public string Strike { get; } = $"strikes/r{round}";

    public IReadOnlyList<string> Sections { get; } =
        [.. Enumerable.Range(1, SectionCount).Select(i => $"sections/r{round}-s{i}")];

    /// <summary>They honour what they pledge at once. Their treasuries move as transfers go on, so their histories are
    /// not looked at: what arrives is.</summary>
    public IReadOnlyList<string> Givers { get; } =
        [.. Enumerable.Range(1, GiverCount).Select(i => $"sections/r{round}-g{i}")];

    public static V1.Money Money(long minor) => new() { CurrencyCode = Currency, MinorUnits = minor };

    /// <summary>A request id that no other command has.</summary>
    public string NewRequestId() =>
        string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Increment(ref _requests):x8}-0000-7000-8000-{round:x12}");

    /// <summary>Founds them, and completes when the call is in every inbox.</summary>
    public async Task SetUpAsync(SiloConnection silo)
    {
        foreach (var section in Sections.Concat(Givers).Append(Striking))
            await silo.Sections.FoundSectionAsync(new()
            {
                RequestId = NewRequestId(),
                SectionId = section["sections/".Length..],
                DisplayName = "Section",
                Kind = V1.SectionKind.Trade,
                Trade = "masons",
                Country = "CH",
                Currencies = { new V1.Currency { CurrencyCode = Currency } },
            });
        await silo.Strikes.DeclareStrikeAsync(new()
        {
            RequestId = NewRequestId(),
            Section = Striking,
            StrikeId = Strike["strikes/".Length..],
            Trade = "masons",
            Country = "CH",
            Start = "1868-03-23",
        });
        await silo.Calls.CallForAidAsync(new()
        {
            RequestId = NewRequestId(),
            Section = Striking,
            Strike = Strike,
            Scope = V1.Level.Local,
            Asks = "money",
            Recipients = { Sections, Givers },
        });
        foreach (var giver in Givers)
            await OpenWayAsync(silo, giver);
        foreach (var section in Sections.Concat(Givers))
            await WithCallAsync(silo, section);
    }

    private async Task OpenWayAsync(SiloConnection silo, string giver)
    {
        var currency = new V1.Currency { CurrencyCode = Currency };
        await silo.Sections.DepositAsync(
            new() { RequestId = NewRequestId(), Section = giver, Amount = Money(GiverMinor) });
        await silo.Corridors.OfferCorridorAsync(
            new() { RequestId = NewRequestId(), From = giver, To = Striking, Given = currency });
        using var limit = new CancellationTokenSource(SetUpTimeMax);
        while (!await TryAgreeAsync(silo, giver, currency))
            limit.Token.ThrowIfCancellationRequested();
        while (!await IsOpenAsync(silo, giver))
            limit.Token.ThrowIfCancellationRequested();
    }

    /// <returns>False where the offer has not come yet.</returns>
    private async Task<bool> TryAgreeAsync(SiloConnection silo, string giver, V1.Currency currency)
    {
        try
        {
            await silo.Corridors.AgreeToCorridorAsync(
                new() { RequestId = NewRequestId(), From = giver, To = Striking, Given = currency });
            return true;
        }
        catch (RpcException refused) when (refused.StatusCode == StatusCode.NotFound)
        {
            return false;
        }
    }

    private static async Task<bool> IsOpenAsync(SiloConnection silo, string giver) =>
        (await silo.Corridors.ListCorridorsAsync(new() { Body = giver }))
            .Corridors.Any(corridor => corridor.Status == V1.CorridorStatus.Open);

    private async Task WithCallAsync(SiloConnection silo, string section)
    {
        using var limit = new CancellationTokenSource(SetUpTimeMax);
        using var watch = silo.Sections.WatchSectionBoard(new() { Name = section }, cancellationToken: limit.Token);
        while (await watch.ResponseStream.MoveNext(limit.Token))
            if (watch.ResponseStream.Current.Board.Calls.Any(call => call.Strike == Strike))
                return;
        throw new InvalidOperationException($"the call did not reach {section}");
    }
}
