using Solidarity.Domain.Bodies;
using Solidarity.Domain.Strikes;
using Solidarity.Grains.ReadModels;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Strikes;

/// <summary>Writes boards.</summary>
internal static class BoardMessages
{
    public static V1.Board ToBoard(this Strike strike)
    {
        var board = StrikeBoard.Of(strike);
        return new V1.Board
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
            Aid = { strike.Aid.Take(ServerLimits.BoardAidMax).Select(aid => aid.Value.ToWire(aid.Key)) },
            AidTotal = strike.Aid.Count,
            AidWithoutSum = board.AidWithoutSum,
        };
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
        Unanswered = answers.Unanswered,
    };

    private static V1.BoardMoney ToWire(this BoardMoney row) => new()
    {
        Currency = row.Currency.ToWire(),
        PledgedMinorUnits = row.Pledged,
        HeldMinorUnits = row.Held,
        InTransitMinorUnits = row.InTransit,
        ReceivedMinorUnits = row.Received,
        GiftsMinorUnits = row.Gifts,
        LoansMinorUnits = row.Loans,
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
