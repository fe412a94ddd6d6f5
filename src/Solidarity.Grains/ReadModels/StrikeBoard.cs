using System.Collections.Immutable;
using System.Diagnostics;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Strikes;

namespace Solidarity.Grains.ReadModels;

/// <summary>
/// How a strike stands: who answered what, and where the money is. A pure function of the strike's state, so that the
/// same journal shows the same board everywhere.
/// </summary>
/// <param name="Money">By currency: one row for each that there is a figure in. A sum that is only reported makes no
/// row of zeros: that nothing is known to have come is not the same as that nothing came.</param>
/// <param name="Coverage">Null where no sum is named as needed.</param>
/// <param name="AidWithoutSum">How many promises and sendings have no sum on record.</param>
/// <remarks>Costs one pass over parties and aid.</remarks>
public sealed record StrikeBoard(
    BoardAnswers Answers, ImmutableArray<BoardMoney> Money, BoardCoverage? Coverage, int AidWithoutSum)
{
    public static StrikeBoard Of(Strike strike)
    {
        var money = MoneyOf(strike);
        return new StrikeBoard(AnswersOf(strike), money, CoverageOf(strike, money), WithoutSum(strike));
    }

    private static BoardAnswers AnswersOf(Strike strike)
    {
        var (pledged, declined, unanswered) = (0, 0, 0);
        foreach (var answer in strike.Parties.Values)
            _ = answer switch
            {
                Answer.Pledged => pledged++,
                Answer.Declined => declined++,
                Answer.Unanswered => unanswered++,
                _ => throw new UnreachableException($"answer {answer}"),
            };
        return new BoardAnswers(pledged, declined, unanswered);
    }

    private static ImmutableArray<BoardMoney> MoneyOf(Strike strike)
    {
        var rows = new SortedDictionary<Currency, BoardMoney>();
        foreach (var aid in strike.Aid.Values)
        {
            if (!Counts(aid) || SumOf(aid) is not { } sum)
                continue;
            var row = rows.GetValueOrDefault(sum.Currency, BoardMoney.None(sum.Currency));
            rows[sum.Currency] = row.With(aid, sum.Minor);
        }
        foreach (var (currency, minor) in strike.PaidOut)
            rows[currency] = rows.GetValueOrDefault(currency, BoardMoney.None(currency)) with { PaidOut = minor };
        return [.. rows.Values];
    }

    private static BoardCoverage? CoverageOf(Strike strike, ImmutableArray<BoardMoney> money)
    {
        if (strike.Call?.Need is not { } need)
            return null;
        // Other currencies are left out: without a recorded exchange nobody can say how much of the need they are.
        var row = money.FirstOrDefault(row => row.Currency == need.Currency) ?? BoardMoney.None(need.Currency);
        return new BoardCoverage(need, row.Received, row.Held + row.InTransit, row.Pledged);
    }

    private static int WithoutSum(Strike strike) => strike.Aid.Values.Count(aid =>
        aid.State is AidState.Pledged or AidState.Honoured && IsAid(aid.Kind) && aid.Amount is null);

    private static bool Counts(Aid aid) => aid.Counted && IsAid(aid.Kind) && IsPromised(aid.State);

    private static bool IsAid(AidKind kind) => kind switch
    {
        AidKind.Gift or AidKind.Loan or AidKind.Unspecified or AidKind.RedirectedRepayment => true,
        AidKind.Repayment or AidKind.Aggregate or AidKind.Other => false,
        _ => throw new UnreachableException($"aid kind {kind}"),
    };

    private static bool IsPromised(AidState state) => state switch
    {
        AidState.Pledged or AidState.Honoured => true,
        AidState.Asked or AidState.Deferred or AidState.Declined or AidState.Withdrawn or AidState.Lapsed => false,
        _ => throw new UnreachableException($"aid state {state}"),
    };

    private static Amount? SumOf(Aid aid) => aid.Stage switch
    {
        MoneyStage.None or MoneyStage.Unsent => aid.Amount,
        MoneyStage.Held or MoneyStage.InTransit => aid.OnItsWay,
        MoneyStage.Received => aid.Received,
        _ => throw new UnreachableException($"stage {aid.Stage}"),
    };
}

/// <summary>What those that the call has reached have answered.</summary>
public sealed record BoardAnswers(int Pledged, int Declined, int Unanswered)
{
    public int Reached => Pledged + Declined + Unanswered;
}

/// <summary>The sums in one currency, in minor units. Pledged, held, in transit and received are each piece of aid's
/// one place; gifts and loans are parts of their total, which may leave a rest that is neither.</summary>
public sealed record BoardMoney(
    Currency Currency, long Pledged, long Held, long InTransit, long Received, long Gifts, long Loans, long PaidOut)
{
    public static BoardMoney None(Currency currency) => new(currency, 0, 0, 0, 0, 0, 0, 0);

    internal BoardMoney With(Aid aid, long minor)
    {
        var row = aid.Stage switch
        {
            MoneyStage.None or MoneyStage.Unsent => this with { Pledged = Pledged + minor },
            MoneyStage.Held => this with { Held = Held + minor },
            MoneyStage.InTransit => this with { InTransit = InTransit + minor },
            MoneyStage.Received => this with { Received = Received + minor },
            _ => throw new UnreachableException($"stage {aid.Stage}"),
        };
        return aid.Kind switch
        {
            AidKind.Gift => row with { Gifts = Gifts + minor },
            AidKind.Loan => row with { Loans = Loans + minor },
            _ => row,
        };
    }
}

/// <summary>How much of the need is there: three figures, never one, in minor units of the need's currency.</summary>
/// <param name="OnItsWay">Held and in transit.</param>
public sealed record BoardCoverage(Amount Need, long Received, long OnItsWay, long Pledged);
