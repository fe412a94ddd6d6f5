using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Money;
using static Solidarity.Domain.Strikes.Pay.PayCommand;
using static Solidarity.Domain.Strikes.Pay.PayEvent;

namespace Solidarity.Domain.Strikes.Pay;

/// <summary>Strike pay that the striking section has paid.</summary>
/// <param name="LastPaid">The day through which strike pay was paid last.</param>
public sealed record StrikePay(ImmutableSortedDictionary<Currency, Int128> PaidOut, DateOnly? LastPaid)
{
    public static readonly StrikePay None = new(ImmutableSortedDictionary<Currency, Int128>.Empty, LastPaid: null);
}

/// <summary>What a strike is told about strike pay.</summary>
[JsonDerivedType(typeof(LearnStrikePay), "learn-strike-pay")]
internal abstract record PayCommand : StrikeCommand
{
    private PayCommand() { }

    internal override SectionId? SpokenBy => this switch
    {
        LearnStrikePay c => c.By,
        _ => throw new UnreachableException($"pay command {GetType().Name}"),
    };

    internal override Refusal? CheckTexts() => null;

    public sealed record LearnStrikePay(SectionId By, Amount Amount, DateOnly Through) : PayCommand;
}

/// <summary>What happened to strike pay.</summary>
[JsonDerivedType(typeof(StrikePayPaid), "strike.strike-pay-paid.v1")]
internal abstract record PayEvent : StrikeEvent
{
    private PayEvent() { }

    /// <param name="Through">The last day that it pays for.</param>
    public sealed record StrikePayPaid(Amount Amount, DateOnly Through) : PayEvent;
}

/// <summary>What was paid out of the fund to the strikers.</summary>
internal static class PayRules
{
    public static Decision<StrikeEvent> Decide(PayCommand command) => command switch
    {
        LearnStrikePay c => new StrikePayPaid(c.Amount, c.Through),
        _ => throw new UnreachableException($"pay command {command.GetType().Name}"),
    };

    public static StrikePay Evolve(StrikePay state, PayEvent @event) => @event switch
    {
        StrikePayPaid e => new StrikePay(
            state.PaidOut.SetItem(
                e.Amount.Currency, state.PaidOut.GetValueOrDefault(e.Amount.Currency) + e.Amount.Minor),
            e.Through > (state.LastPaid ?? DateOnly.MinValue) ? e.Through : state.LastPaid),
        _ => throw new UnreachableException($"pay event {@event.GetType().Name}"),
    };
}
