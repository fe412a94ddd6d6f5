using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.Surplus;
using Solidarity.Domain.Strikes;
using Solidarity.Server.Requests;
using Solidarity.Views.Access;
using Solidarity.Views.Boards;

namespace Solidarity.Server.Strikes;

/// <summary>Writes what strikes.proto and calls.proto say of a strike and its call.</summary>
internal static class StrikeMessages
{
    public static V1.Strike ToWire(this Strike strike, VisibleWorld visible) => new()
    {
        Name = ((Address)strike.Id).ToString(),
        Section = ((Address)strike.Section).ToString(),
        Facts = strike.Facts!.ToWire(),
        State = strike.Outcome.ToWire(),
        Note = strike.Note,
        Call = strike.Calls.Call?.ToWire(),
        CallOpen = strike is { Calls.IsOpen: true, Outcome: null },
        // They tell what the strike costs, which is not what it asks.
        Terms = visible.IsHidden(strike.Section) ? null : strike.Calls.Terms?.ToWire(),
    };

    public static string NameOf(SectionId section, PledgeId surplus) =>
        $"{(Address)section}/{StrikeRequests.Surplus}/{surplus}";

    public static V1.Surplus ToWire(this SentSurplus sent, SectionId section, PledgeId id) => new()
    {
        Name = NameOf(section, id),
        Strike = ((Address)sent.Sum.Strike).ToString(),
        Receiver = ((Address)sent.Sum.Receiver).ToString(),
        ToStrike = sent.Sum.To is { } other ? ((Address)other).ToString() : "",
        Amount = sent.Sum.Amount.ToWire(),
        Authority = sent.Authority,
        State = sent.State.ToWire(),
        Runs = sent.Runs,
        Transfer = sent.Transfer is { } transfer ? ((Address)transfer).ToString() : "",
        Reason = sent.Reason,
        AgainTime = sent.AgainAt?.ToTimestamp(),
    };

    public static V1.SurplusShare ToWire(this SurplusShare share, Currency currency) => new()
    {
        Giver = share.Giver.Party.ToWire(),
        Gave = new Total(share.Giver.Gave, currency).ToWire(),
        Returned = new Total(share.Giver.Returned, currency).ToWire(),
        Due = new Total(share.Due, currency).ToWire(),
        Times = share.Giver.Times,
    };

    public static V1.SurplusFund ToWire(this SurplusFund fund) => new()
    {
        Left = fund.Left.ToWire(),
        Owed = fund.Owed.ToWire(),
        Waiting = fund.Waiting.ToWire(),
    };

    /// <summary>With what rows of lists have no room for.</summary>
    public static V1.Strike ToWhole(this Strike strike, VisibleWorld visible)
    {
        var message = strike.ToWire(visible);
        message.Amendments.AddRange(strike.Amendments.ToWire());
        return message;
    }

    public static V1.StrikeFacts ToWire(this StrikeFacts facts)
    {
        var message = new V1.StrikeFacts
        {
            Trade = facts.Trade,
            Locality = facts.Locality,
            Country = facts.Country,
            Employers = { facts.Employers },
            Demands = facts.Demands,
            Start = Day(facts.Start),
        };
        if (facts.Strikers is { } strikers)
            message.Strikers = strikers;
        return message;
    }

    public static V1.Call ToWire(this Call call) => new()
    {
        Number = call.Number,
        Scope = call.Scope.ToWire(),
        Asks = call.Asks,
        Need = call.Need.ToWire(),
        Revision = call.Revision,
        Support = { (call.Support ?? []).Select(kind => kind.ToWire()) },
        AnswerBy = call.AnswerBy.ToWire(),
    };

    private static V1.CallTerms ToWire(this CallTerms terms)
    {
        var message = new V1.CallTerms
        {
            Widest = terms.Widest.ToWire(),
            WaveHours = terms.WaveHours,
            Foreign = { terms.Foreign.Select(body => body.ToString()) },
            Pay = terms.Pay is { } pay
                ? new V1.StrikePayTerms { Weekly = pay.Weekly.ToWire(), Strikers = pay.Strikers, From = Day(pay.From) }
                : null,
        };
        if (terms.RunwayDays is { } days)
            message.RunwayDays = days;
        return message;
    }

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
