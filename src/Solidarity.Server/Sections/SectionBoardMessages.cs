using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.Pledges;
using Solidarity.Domain.Sections.Tranches;
using Solidarity.Domain.Strikes.Calls;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;
using Solidarity.Server.Strikes;
using Solidarity.Views.Boards;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Sections;

/// <summary>Writes the boards of sections.proto.</summary>
internal static class SectionBoardMessages
{
    private const string Trades = "calls.dealings_with_trade";

    public static V1.SectionBoard ToWire(this SectionBoard board)
    {
        var message = new V1.SectionBoard
        {
            Name = ((Address)board.Section.Id).ToString(),
            Time = board.At.ToTimestamp(),
            CallsTotal = board.CallsTotal,
            Unanswered = board.Unanswered,
        };
        var budget = new MessageBudget("section board").After(message);
        budget
            .Fill(
                message.Calls, "calls", board.Calls, board.CallsTotal, call => ToWire(call, budget), Name,
                ServerLimits.BoardRowsBytesMax)
            .Fill(
                message.Strikes, "strikes", board.Strikes, board.StrikesTotal, row => row.ToWire(), BoardMessages.Name,
                ServerLimits.BoardRowsBytesMax)
            .Fill(
                message.Warnings, "warnings", board.Warnings, board.WarningsTotal, ToWire,
                heard => new V1.OpenWarning { Strike = ((Address)heard.Warning.Strike).ToString() },
                ServerLimits.BoardRowsBytesMax);
        FillOwn(message, board, budget);
        budget.Tell(message.Omitted);
        return message;
    }

    private static void FillOwn(V1.SectionBoard message, SectionBoard board, MessageBudget budget) => budget
        .Fill(
            message.Money, "money", board.Money.Take(ServerLimits.BoardMoneyMax), board.Money.Length, ToWire,
            row => new V1.SectionMoney { Currency = row.Currency.ToWire() })
        .Fill(
            message.Promises, "promises", board.Promises, board.PromisesTotal,
            promise => ToWire(board.Section, promise.Key, promise.Value),
            promise => new V1.OpenPromise { Name = NameOf(board.Section, promise.Key) })
        .Fill(
            message.Tranches, "tranches", board.Ahead, board.AheadTotal,
            ahead => ToWire(board.Section, ahead.Key, ahead.Value),
            ahead => new V1.OpenTranches { Name = NameOf(board.Section, ahead.Key) });

    private static V1.OpenCall ToWire(OpenCall open, MessageBudget budget)
    {
        if (open.Faulty)
            return FaultyRow.Of(Name(open));
        var message = new V1.OpenCall
        {
            Strike = ((Address)open.Call.Call.Strike).ToString(),
            Section = ((Address)open.Call.Call.Section).ToString(),
            Facts = open.Call.Call.Facts.ToWire().ToRow(),
            Call = open.Call.Call.ToWire(),
            HeardTime = open.Call.HeardAt.ToTimestamp(),
            Answer = open.Call.Answer.ToWire(),
            ChangedSinceAnswered = open.Call.ChangedSinceAnswered,
            Share = open.Share is { } share ? ToWire(share) : null,
            Trade = open.Trade,
        };
        message.Call.Asks = Cuts.Short(message.Call.Asks);
        budget.Omit("calls.dealings", Add(message.Dealings, open.With));
        budget.Omit(Trades, Add(message.DealingsWithTrade, open.WithTrade ?? Dealings.None));
        return message;
    }

    private static V1.OpenCall Name(OpenCall open) =>
        new() { Strike = ((Address)open.Call.Call.Strike).ToString() };

    private static V1.SuggestedShare ToWire(SuggestedShare share)
    {
        var message = new V1.SuggestedShare
        {
            Share = share.Share.ToWire(),
            Uncovered = share.Uncovered.ToWire(),
            SectionsReached = share.Reached.Sections,
            SectionsKnown = share.Reached.Known,
            MembersReached = share.Reached.Members,
            Explanation = share.InWords().English,
        };
        if (share.Members is { } members)
            message.Members = members;
        return message;
    }

    // Gives how many currencies are left out.
    private static int Add(RepeatedField<V1.Dealings> list, Dealings dealings)
    {
        var currencies = dealings.Given.Keys.Union(dealings.Got.Keys).Order().ToArray();
        list.AddRange(currencies.Take(ServerLimits.RowMoneyMax).Select(currency => new V1.Dealings
        {
            Currency = currency.ToWire(),
            GivenMinorUnits = dealings.Given.GetValueOrDefault(currency).ToWire(),
            ReceivedMinorUnits = dealings.Got.GetValueOrDefault(currency).ToWire(),
        }));
        return currencies.Length - list.Count;
    }

    private static V1.SectionMoney ToWire(SectionMoney row) => new()
    {
        Currency = row.Currency.ToWire(),
        AvailableMinorUnits = row.Available.ToWire(),
        AskedMinorUnits = row.Asked.ToWire(),
        PledgedMinorUnits = row.Gave.Pledged.ToWire(),
        OnItsWayMinorUnits = (row.Gave.Held + row.Gave.InTransit).ToWire(),
        GaveMinorUnits = row.Gave.Received.ToWire(),
        GotMinorUnits = row.Got.Received.ToWire(),
    };

    private static V1.OpenPromise ToWire(Section section, PledgeId id, Pledge pledge) => new()
    {
        Name = NameOf(section, id),
        Strike = ((Address)pledge.Strike).ToString(),
        Kind = pledge.Kind.ToWire(),
        Amount = pledge.Amount.ToWire(),
        Transfer = pledge.Transfer is { } transfer ? ((Address)transfer).ToString() : "",
    };

    private static V1.OpenTranches ToWire(Section section, PledgeId id, TrancheSeries tranches) => new()
    {
        Name = NameOf(section, id),
        Strike = ((Address)tranches.Strike).ToString(),
        Kind = tranches.Kind.ToWire(),
        Each = tranches.Each.ToWire(),
        Left = tranches.Left,
        NextDueTime = tranches.NextDue?.ToTimestamp(),
        EveryDays = tranches.EveryDays,
        Missed = tranches.Missed,
    };

    private static V1.OpenWarning ToWire(HeardWarning heard) => new()
    {
        Strike = ((Address)heard.Warning.Strike).ToString(),
        Section = ((Address)heard.Warning.Section).ToString(),
        Facts = heard.Warning.Facts.ToWire().ToRow(),
        Text = Cuts.Short(heard.Warning.Text),
        HeardTime = heard.HeardAt.ToTimestamp(),
        AcknowledgedTime = heard.AcknowledgedAt?.ToTimestamp(),
    };

    private static string NameOf(Section section, PledgeId id) => $"{(Address)section.Id}/pledges/{id}";
}
