using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Money;
using static Solidarity.Domain.Strikes.Pay.PayCommand;
using static Solidarity.Domain.Strikes.Pay.PayEvent;

namespace Solidarity.Domain.Strikes.Pay;

/// <summary>A payment of strike pay that may still be reversed.</summary>
public sealed record PaidRun(Amount Amount, DateOnly Through);

/// <summary>Strike pay that the striking section has paid.</summary>
/// <param name="Latest">The last payments, by their number in the section's book.</param>
/// <param name="Before">The last day that those before them paid for.</param>
public sealed record StrikePay(
    ImmutableSortedDictionary<Currency, Int128> PaidOut, ImmutableSortedDictionary<int, PaidRun> Latest,
    DateOnly? Before)
{
    /// <summary>As many as a section can reverse, of all its entries.</summary>
    public const int LatestMax = 200;

    public static readonly StrikePay None = new(
        ImmutableSortedDictionary<Currency, Int128>.Empty, ImmutableSortedDictionary<int, PaidRun>.Empty,
        Before: null);

    /// <summary>The last day through which strike pay was paid.</summary>
    [JsonIgnore]
    public DateOnly? LastPaid => Latest.Values.Select(run => (DateOnly?)run.Through).Append(Before).Max();

    internal StrikePay Plus(Amount amount, int sign)
    {
        var sum = PaidOut.GetValueOrDefault(amount.Currency) + (sign * amount.Minor);
        return this with
        {
            PaidOut = sum == 0 ? PaidOut.Remove(amount.Currency) : PaidOut.SetItem(amount.Currency, sum),
        };
    }
}

/// <summary>What a strike is told about strike pay.</summary>
[JsonDerivedType(typeof(LearnStrikePay), "learn-strike-pay")]
[JsonDerivedType(typeof(LearnStrikePayReversed), "learn-strike-pay-reversed")]
internal abstract record PayCommand : StrikeCommand
{
    private PayCommand() { }

    internal override SectionId? SpokenBy => this switch
    {
        LearnStrikePay c => c.By,
        LearnStrikePayReversed c => c.By,
        _ => throw new UnreachableException($"pay command {GetType().Name}"),
    };

    internal override Refusal? CheckTexts() => null;

    /// <param name="Entry">Its number in the section's book.</param>
    public sealed record LearnStrikePay(SectionId By, Amount Amount, DateOnly Through, int Entry) : PayCommand;

    /// <param name="Entry">The number of the payment that was reversed.</param>
    public sealed record LearnStrikePayReversed(SectionId By, int Entry) : PayCommand;
}

/// <summary>What happened to strike pay.</summary>
[JsonDerivedType(typeof(StrikePayPaid), "strike.strike-pay-paid.v1")]
[JsonDerivedType(typeof(StrikePayReversed), "strike.strike-pay-reversed.v1")]
internal abstract record PayEvent : StrikeEvent
{
    private PayEvent() { }

    /// <param name="Through">The last day that it pays for.</param>
    /// <param name="Entry">Its number in the section's book.</param>
    public sealed record StrikePayPaid(Amount Amount, DateOnly Through, int Entry) : PayEvent;

    public sealed record StrikePayReversed(int Entry) : PayEvent;
}

/// <summary>What was paid out of the fund to the strikers.</summary>
internal static class StrikePayRules
{
    public static Decision<StrikeEvent> Decide(StrikePay state, PayCommand command) => command switch
    {
        LearnStrikePay c => new StrikePayPaid(c.Amount, c.Through, c.Entry),
        LearnStrikePayReversed c => state.Latest.ContainsKey(c.Entry)
            ? new StrikePayReversed(c.Entry)
            : Decision<StrikeEvent>.Nothing,
        _ => throw new UnreachableException($"pay command {command.GetType().Name}"),
    };

    public static StrikePay Evolve(StrikePay state, PayEvent @event) => @event switch
    {
        StrikePayPaid e => Paid(WithRoom(state.Plus(e.Amount, 1)), e),
        StrikePayReversed e => state.Plus(state.Latest[e.Entry].Amount, -1) with
        {
            Latest = state.Latest.Remove(e.Entry),
        },
        _ => throw new UnreachableException($"pay event {@event.GetType().Name}"),
    };

    private static StrikePay Paid(StrikePay state, StrikePayPaid e) =>
        state with { Latest = state.Latest.Add(e.Entry, new PaidRun(e.Amount, e.Through)) };

    private static StrikePay WithRoom(StrikePay state)
    {
        if (state.Latest.Count < StrikePay.LatestMax)
            return state;
        var (entry, run) = state.Latest.First();
        return state with
        {
            Latest = state.Latest.Remove(entry),
            Before = run.Through > (state.Before ?? DateOnly.MinValue) ? run.Through : state.Before,
        };
    }
}
