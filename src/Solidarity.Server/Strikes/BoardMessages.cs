using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Strikes;
using Solidarity.Grains.ReadModels;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Strikes;

/// <summary>Writes boards.</summary>
internal static class BoardMessages
{
    public static V1.Board ToBoard(this StrikeBoard board, BoardView view)
    {
        var strike = board.Strike;
        var listed = view == BoardView.Full && board.Detail == Detail.Books ? ServerLimits.BoardAidMax : 0;
        var counts = board.Detail != Detail.Nothing;
        var message = new V1.Board
        {
            Name = ((Address)strike.Id).ToString(),
            Section = ((Address)strike.Section).ToString(),
            Facts = strike.Facts!.ToWire(),
            State = strike.Outcome.ToWire(),
            Note = strike.Note,
            Call = strike.Call?.ToWire(),
            Answers = board.Answers.ToWire(),
            Money = { board.Money.Select(row => row.ToWire()) },
            Coverage = board.Coverage?.ToWire(),
            Aid = { strike.Aid.Take(listed).Select(aid => aid.Value.ToWire(aid.Key)) },
            AidTotal = counts ? strike.Aid.Count : 0,
            AidWithoutSum = counts ? strike.AidWithoutSum : 0,
            Time = board.At.ToTimestamp(),
            Detail = board.Detail.ToWire(),
            Runway = board.Runway?.ToWire(),
            Delivery = board.Delivery.ToWire(),
            Countries = { board.Countries.ToWire() },
            Federations = { board.Federations.ToWire() },
            OnTheWay = { board.OnTheWay.Select(money => money.ToWire(board.At)) },
            Tranches = { board.Ahead.Select(tranches => tranches.ToWire()) },
            Support = { board.Support.Select(support => support.ToWire()) },
            PayRuns = { board.PayRuns.Select(run => run.ToWire()) },
            Sendings = { strike.Sendings.Select(sending => sending.ToWire()) },
        };
        if (strike is { CallOpen: true, Outcome: null })
            message.AnswerByTime = strike.Call?.AnswerBy?.ToTimestamp();
        return message;
    }

    public static V1.StrikeRow ToWire(this StrikeRow row)
    {
        var message = new V1.StrikeRow
        {
            Name = ((Address)row.Strike.Id).ToString(),
            Section = ((Address)row.Strike.Section).ToString(),
            Facts = row.Strike.Facts!.ToWire(),
            State = row.Strike.Outcome.ToWire(),
            Answers = row.Answers.ToWire(),
            Money = { row.Money.Select(money => money.ToWire()) },
            Coverage = row.Coverage?.ToWire(),
            Detail = row.Detail.ToWire(),
            Need = row.Strike.Call?.Need.ToWire(),
        };
        if (row.RunwayDays is { } days)
            message.RunwayDays = days;
        return message;
    }

    public static V1.BoardAid ToWire(this Aid aid, AidKey key) => new()
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
        PledgedMinorUnits = row.Totals.Pledged,
        HeldMinorUnits = row.Totals.Held,
        InTransitMinorUnits = row.Totals.InTransit,
        ReceivedMinorUnits = row.Totals.Received,
        GiftsMinorUnits = row.Totals.Gifts,
        LoansMinorUnits = row.Totals.Loans,
        PaidOutMinorUnits = row.PaidOut,
    };

    private static V1.Coverage ToWire(this BoardCoverage coverage) => new()
    {
        Need = coverage.Need.ToWire(),
        ReceivedMinorUnits = coverage.Received,
        OnItsWayMinorUnits = coverage.OnItsWay,
        PledgedMinorUnits = coverage.Pledged,
    };
}
