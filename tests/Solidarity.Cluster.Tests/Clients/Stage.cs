namespace Solidarity.Cluster.Tests.Clients;

/// <summary>The bodies of one round: sections that have a call, the strike that it is for, and givers whose money has a
/// way to it. Their names are of this round alone, so that its histories begin with nothing.</summary>
internal sealed class Stage(int round)
{
    public const int SectionCount = 6;
    public const int GiverCount = 2;
    public const string Currency = "CHF";

    /// <summary>Begins ids of pledges that are honoured at once; <see cref="PledgedPrefix"/> begins the others.
    /// </summary>
    public const string HonouredPrefix = "h-";
    public const string PledgedPrefix = "p-";

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
    public string NewRequestId() => string.Create(
        CultureInfo.InvariantCulture, $"{Interlocked.Increment(ref _requests):x8}-0000-7000-8000-{round:x12}");
}
