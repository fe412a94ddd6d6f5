using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;
using Solidarity.Views.Boards;

namespace Solidarity.Server.Strikes;

/// <summary>Writes boards.</summary>
internal static class BoardMessages
{
    private const string View = "board";

    public static V1.Board ToBoard(this StrikeBoard board, V1.BoardView view)
    {
        var message = Begun(board);
        var budget = new MessageBudget(View).After(message);
        budget.Omit("money", message.Money.AddMoney(board.Money, ServerLimits.BoardMoneyMax));
        FillGroups(message, board, budget);
        FillLists(message, board, budget);
        if (view == V1.BoardView.Full && board.Detail == Detail.Books)
            budget.Fill(
                message.Aid, "aid", board.Strike.Aid.Pieces.Take(ServerLimits.BoardAidMax),
                board.Strike.Aid.Pieces.Count,
                aid => aid.Value.ToWire(aid.Key), aid => new V1.BoardAid { AidId = aid.Key.Id.Value },
                ServerLimits.BoardAidBytesMax);
        budget.Tell(message.Omitted);
        return message;
    }

    /// <summary>What names a strike that cannot be shown.</summary>
    public static V1.Board NameBoard(Strike strike) => new() { Name = ((Address)strike.Id).ToString() };

    public static V1.StrikeRow ToWire(this StrikeRow row)
    {
        if (row.Faulty)
            return FaultyRow.Of(Name(row));
        var message = new V1.StrikeRow
        {
            Name = ((Address)row.Strike.Id).ToString(),
            Section = ((Address)row.Strike.Section).ToString(),
            Facts = row.Strike.Facts!.ToWire().ToRow(),
            State = row.Strike.Outcome.ToWire(),
            Answers = row.Answers.ToWire(),
            Coverage = row.Coverage?.ToWire(),
            Detail = row.Detail.ToWire(),
            Need = row.Strike.Calls.Call?.Need.ToWire(),
        };
        message.MoneyOmitted = message.Money.AddMoney(row.Money, ServerLimits.RowMoneyMax);
        if (row.RunwayDays is { } days)
            message.RunwayDays = days;
        return message;
    }

    public static V1.StrikeRow Name(StrikeRow row) => new() { Name = ((Address)row.Strike.Id).ToString() };

    // All but the lists; it is bounded by the limits of its texts.
    private static V1.Board Begun(StrikeBoard board)
    {
        var (strike, counts) = (board.Strike, board.Detail != Detail.Nothing);
        var message = new V1.Board
        {
            Name = ((Address)strike.Id).ToString(),
            Section = ((Address)strike.Section).ToString(),
            Facts = strike.Facts!.ToWire(),
            State = strike.Outcome.ToWire(),
            Note = strike.Note,
            Call = strike.Calls.Call?.ToWire(),
            Answers = board.Answers.ToWire(),
            Coverage = board.Coverage?.ToWire(),
            AidTotal = counts ? strike.Aid.Pieces.Count : 0,
            AidWithoutSum = counts ? strike.Aid.WithoutSum : 0,
            Time = board.At.ToTimestamp(),
            Detail = board.Detail.ToWire(),
            Runway = board.Runway?.ToWire(),
            Delivery = board.Delivery.ToWire(),
        };
        if (strike is { Calls.IsOpen: true, Outcome: null })
            message.AnswerByTime = strike.Calls.Call?.AnswerBy?.ToTimestamp();
        message.EndedTime = board.EndedAt?.ToTimestamp();
        return message;
    }

    private static void FillGroups(V1.Board message, StrikeBoard board, MessageBudget budget) => budget
        .Fill(
            message.Countries, "countries", board.Countries.MostGiving(), board.Countries.Length,
            group => group.ToWire("countries.money", budget), BoardPartMessages.Name)
        .Fill(
            message.Federations, "federations", board.Federations.MostGiving(), board.Federations.Length,
            group => group.ToWire("federations.money", budget), BoardPartMessages.Name);

    private static void FillLists(V1.Board message, StrikeBoard board, MessageBudget budget) => budget
        .Fill(
            message.OnTheWay, "on_the_way", board.OnTheWay, board.Totals.OnTheWay, money => money.ToWire(board.At),
            money => new V1.MoneyOnTheWay { Transfer = ((Address)money.Transfer).ToString() })
        .Fill(
            message.Tranches, "tranches", board.Ahead, board.Totals.Ahead, tranches => tranches.ToWire(),
            tranches => new V1.BoardTranches { AidId = tranches.Aid.Id.Value })
        .Fill(
            message.Support, "support", board.Support, board.Totals.Support, support => support.ToWire(),
            support => new V1.BoardSupport { Kind = support.Kind.ToWire() })
        .Fill(
            message.PayRuns, "pay_runs", board.PayRuns, board.Totals.PayRuns, run => run.ToWire(),
            run => new V1.PayRun { Time = run.At.ToTimestamp() })
        .Fill(
            message.Sendings, "sendings", board.Strike.Calls.Waves, board.Strike.Calls.Waves.Length,
            sending => sending.ToWire(), sending => new V1.CallSending { Number = sending.Number });

    public static V1.BoardAid ToWire(this AidPiece aid, AidKey key) => new()
    {
        AidId = key.Id.Value,
        From = key.From.ToWire(),
        FromLabel = key.From.Label,
        Kind = aid.Kind.ToWire(),
        State = aid.State.ToWire(),
        Amount = aid.Amount.ToWire(),
        Counted = aid.Counted,
        Stage = aid.Stage.ToWire(),
        OnItsWay = aid.OnItsWay.ToWire(),
        Delivered = aid.Received.ToWire(),
        Note = aid.Note,
    };

    private static V1.BoardAnswers ToWire(this BoardAnswers answers) => new()
    {
        Reached = answers.Reached,
        Pledged = answers.Pledged,
        Declined = answers.Declined,
        Supported = answers.Supported,
        Unanswered = answers.Unanswered,
    };

    public static V1.BoardMoney ToWire(this BoardMoney row) => new()
    {
        Currency = row.Currency.ToWire(),
        PledgedMinorUnits = row.Totals.Pledged.ToWire(),
        HeldMinorUnits = row.Totals.Held.ToWire(),
        InTransitMinorUnits = row.Totals.InTransit.ToWire(),
        ReceivedMinorUnits = row.Totals.Received.ToWire(),
        GiftsMinorUnits = row.Totals.Gifts.ToWire(),
        LoansMinorUnits = row.Totals.Loans.ToWire(),
        PaidOutMinorUnits = row.PaidOut.ToWire(),
        ReturnedMinorUnits = (row.Uses?.Returned ?? 0).ToWire(),
        PassedOnMinorUnits = (row.Uses?.PassedOn ?? 0).ToWire(),
        RepaidMinorUnits = (row.Uses?.Repaid ?? 0).ToWire(),
        KeptMinorUnits = (row.Uses?.Kept ?? 0).ToWire(),
    };

    private static V1.Coverage ToWire(this BoardCoverage coverage) => new()
    {
        Need = coverage.Need.ToWire(),
        ReceivedMinorUnits = coverage.Received.ToWire(),
        OnItsWayMinorUnits = coverage.OnItsWay.ToWire(),
        PledgedMinorUnits = coverage.Pledged.ToWire(),
        UnaskedMinorUnits = coverage.Unasked.ToWire(),
    };
}
