using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Strikes;
using Solidarity.Grains.ReadModels;
using Solidarity.Server.Requests;
using Solidarity.Server.Strikes;

namespace Solidarity.Server.Sections;

/// <summary>Writes the boards of sections.proto.</summary>
internal static class SectionBoardMessages
{
    public static V1.SectionBoard ToWire(this SectionBoard board) => new()
    {
        Name = ((Address)board.Section.Id).ToString(),
        Time = board.At.ToTimestamp(),
        Calls = { board.Calls.Select(ToWire) },
        CallsTotal = board.CallsTotal,
        Unanswered = board.Unanswered,
        Strikes = { board.Strikes.Select(row => row.ToWire()) },
        Money = { board.Money.Select(ToWire) },
        Promises = { board.Promises.Select(promise => ToWire(board.Section, promise.Key, promise.Value)) },
        Tranches = { board.Ahead.Select(ahead => ToWire(board.Section, ahead.Key, ahead.Value)) },
        Warnings = { board.Warnings.Select(ToWire) },
    };

    private static V1.OpenCall ToWire(OpenCall open) => new()
    {
        Strike = ((Address)open.Call.Call.Strike).ToString(),
        Section = ((Address)open.Call.Call.Section).ToString(),
        Facts = open.Call.Call.Facts.ToWire(),
        Call = open.Call.Call.ToWire(),
        HeardTime = open.Call.HeardAt.ToTimestamp(),
        Answer = open.Call.Answer.ToWire(),
        ChangedSinceAnswered = open.Call.ChangedSinceAnswered,
        Share = open.Share is { } share ? ToWire(share) : null,
        Dealings = { ToWire(open.With) },
        Trade = open.Trade,
        DealingsWithTrade = { ToWire(open.WithTrade ?? Grains.ReadModels.Dealings.None) },
    };

    private static V1.SuggestedShare ToWire(SuggestedShare share)
    {
        var message = new V1.SuggestedShare
        {
            Share = share.Share.ToWire(),
            Uncovered = share.Uncovered.ToWire(),
            SectionsReached = share.Reached.Sections,
            SectionsKnown = share.Reached.Known,
            MembersReached = share.Reached.Members,
            Explanation = share.InWords(),
        };
        if (share.Members is { } members)
            message.Members = members;
        return message;
    }

    private static IEnumerable<V1.Dealings> ToWire(Dealings dealings) =>
        dealings.Given.Keys.Union(dealings.Got.Keys).Order().Select(currency => new V1.Dealings
        {
            Currency = currency.ToWire(),
            GivenMinorUnits = dealings.Given.GetValueOrDefault(currency),
            ReceivedMinorUnits = dealings.Got.GetValueOrDefault(currency),
        });

    private static V1.SectionMoney ToWire(SectionMoney row) => new()
    {
        Currency = row.Currency.ToWire(),
        AvailableMinorUnits = row.Available,
        AskedMinorUnits = row.Asked,
        PledgedMinorUnits = row.Gave.Pledged,
        OnItsWayMinorUnits = row.Gave.Held + row.Gave.InTransit,
        GaveMinorUnits = row.Gave.Received,
        GotMinorUnits = row.Got.Received,
    };

    private static V1.OpenPromise ToWire(Section section, PledgeId id, Pledge pledge) => new()
    {
        Name = NameOf(section, id),
        Strike = ((Address)pledge.Strike).ToString(),
        Kind = pledge.Kind.ToWire(),
        Amount = pledge.Amount.ToWire(),
        Transfer = pledge.Transfer is { } transfer ? ((Address)transfer).ToString() : "",
    };

    private static V1.OpenTranches ToWire(Section section, PledgeId id, Tranches tranches) => new()
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
        Facts = heard.Warning.Facts.ToWire(),
        Text = heard.Warning.Text,
        HeardTime = heard.HeardAt.ToTimestamp(),
        AcknowledgedTime = heard.AcknowledgedAt?.ToTimestamp(),
    };

    private static string NameOf(Section section, PledgeId id) => $"{(Address)section.Id}/pledges/{id}";
}
