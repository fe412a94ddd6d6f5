using Solidarity.Cluster.Tests.Services;

namespace Solidarity.Cluster.Tests.Clients;

/// <summary>The bodies of one round: sections that have a call, and the strike that it is for. Their names are of this
/// round alone, so that its histories begin with nothing.</summary>
internal sealed class Stage(int round)
{
    public const int SectionCount = 6;
    public const string Currency = "CHF";

    private int _requests;

    /// <summary>On strike.</summary>
    public string Striking { get; } = $"sections/r{round}-striking";

    public string Strike { get; } = $"strikes/r{round}";

    public IReadOnlyList<string> Sections { get; } =
        [.. Enumerable.Range(1, SectionCount).Select(i => $"sections/r{round}-s{i}")];

    public static V1.Money Money(long minor) => new() { CurrencyCode = Currency, MinorUnits = minor };

    /// <summary>A request id that no other command has.</summary>
    public string NewRequestId() =>
        string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Increment(ref _requests):x8}-0000-7000-8000-{round:x12}");

    /// <summary>Founds them, and completes when the call is in every inbox.</summary>
    public async Task SetUpAsync(SiloConnection silo)
    {
        foreach (var section in Sections.Append(Striking))
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
            Recipients = { Sections },
        });
        foreach (var section in Sections)
            await WithCallAsync(silo, section);
    }

    private async Task WithCallAsync(SiloConnection silo, string section)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var watch = silo.Sections.WatchSectionBoard(new() { Name = section }, cancellationToken: limit.Token);
        while (await watch.ResponseStream.MoveNext(limit.Token))
            if (watch.ResponseStream.Current.Board.Calls.Any(call => call.Strike == Strike))
                return;
        throw new InvalidOperationException($"the call did not reach {section}");
    }
}
