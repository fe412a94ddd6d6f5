namespace Solidarity.Cluster.Tests.Linearizability;

/// <summary>What a section's treasury is asked, and what it said.</summary>
internal abstract record TreasuryCall
{
    private TreasuryCall() { }

    /// <summary>Null where it was accepted, or where nobody knows.</summary>
    public string? Refusal { get; init; }

    /// <summary>The id of the request; null where it is a reading.</summary>
    public string? Request => this switch
    {
        Deposit deposit => deposit.RequestId,
        PayOut payOut => payOut.RequestId,
        Pledge pledge => pledge.RequestId,
        Withdraw withdraw => withdraw.RequestId,
        _ => null,
    };

    internal sealed record Deposit(string RequestId, long Minor) : TreasuryCall;

    internal sealed record PayOut(string RequestId, long Minor) : TreasuryCall;

    internal sealed record Pledge(string RequestId, string Id, long Minor) : TreasuryCall;

    internal sealed record Withdraw(string RequestId, string Id) : TreasuryCall;

    /// <summary>A reading of the balances.</summary>
    internal sealed record Balances(long Available, long Pledged) : TreasuryCall;
}

/// <summary>A treasury as the model has it: what is available, and each pledge that was made with what is set aside for
/// it (0 once it was withdrawn).</summary>
internal sealed record TreasuryState(long Available, ImmutableSortedDictionary<string, long> Pledges)
{
    public static TreasuryState Empty { get; } =
        new(0, ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal));

    public long Pledged => Pledges.Values.Sum();

    // Dictionaries compare by reference.
    public bool Equals(TreasuryState? other) =>
        other is not null && Available == other.Available && Pledges.SequenceEqual(other.Pledges);

    public override int GetHashCode() => HashCode.Combine(Available, Pledged, Pledges.Count);

    public override string ToString() => $"available {Available}, pledged {Pledged} in {Pledges.Count}";
}

/// <summary>How a section's treasury answers, in so far as the rounds ask it: written after protos/README.md, without
/// any of the service's rules.</summary>
internal static class TreasuryModel
{
    public const string NotEnough = "NOT_ENOUGH_AVAILABLE";
    public const string UnknownPledge = "UNKNOWN_PLEDGE";
    public const string PledgeNotOpen = "PLEDGE_NOT_OPEN";

    /// <returns>Null where a treasury in this state would not have answered so.</returns>
    public static TreasuryState? Next(TreasuryState state, TreasuryCall call) => call switch
    {
        { Refusal: { } refusal } => refusal == Refuse(state, call) ? state : null,
        TreasuryCall.Balances read => (read.Available, read.Pledged) == (state.Available, state.Pledged) ? state : null,
        _ => Refuse(state, call) is null ? Accept(state, call) : null,
    };

    private static string? Refuse(TreasuryState state, TreasuryCall call) => call switch
    {
        TreasuryCall.Deposit => null,
        TreasuryCall.PayOut payOut => payOut.Minor > state.Available ? NotEnough : null,
        TreasuryCall.Pledge pledge => pledge.Minor > state.Available ? NotEnough : null,
        TreasuryCall.Withdraw withdraw => !state.Pledges.TryGetValue(withdraw.Id, out var minor) ? UnknownPledge
            : minor == 0 ? PledgeNotOpen
            : null,
        _ => throw new UnreachableException($"call {call.GetType().Name}"),
    };

    private static TreasuryState Accept(TreasuryState state, TreasuryCall call) => call switch
    {
        TreasuryCall.Deposit deposit => state with { Available = state.Available + deposit.Minor },
        TreasuryCall.PayOut payOut => state with { Available = state.Available - payOut.Minor },
        TreasuryCall.Pledge pledge => new TreasuryState(
            state.Available - pledge.Minor, state.Pledges.Add(pledge.Id, pledge.Minor)),
        TreasuryCall.Withdraw withdraw => new TreasuryState(
            state.Available + state.Pledges[withdraw.Id], state.Pledges.SetItem(withdraw.Id, 0)),
        _ => throw new UnreachableException($"call {call.GetType().Name}"),
    };
}
