using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries.Hops;
using Solidarity.Grains.Planning;
using Solidarity.Server.Corridors;
using Solidarity.Server.Requests;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Transfers;

/// <summary>Writes the messages of transfers.proto.</summary>
internal static class TransferMessages
{
    private static readonly EnumMap<V1.TransferPhase, TransferPhase> Phases = new();

    /// <param name="place">Where the books say that its money is; null where they do not.</param>
    public static V1.Transfer ToWire(this Transfer transfer, MoneyPlace? place)
    {
        // Of money in doubt the transfer knows more than the books.
        if (transfer.Halt is not null)
            place = null;
        var message = new V1.Transfer
        {
            Name = ((Address)transfer.Id).ToString(),
            Phase = transfer.Phase.ToWire(),
            Source = transfer.Source.ToString(),
            Amount = transfer.Amount.ToWire(),
            BegunTime = transfer.BegunAt.ToTimestamp(),
            Plan = transfer.Plan,
            Travelled = { transfer.Travelled.Select(travelled => travelled.Hop.ToWire()) },
            Holder = (place?.Holder ?? transfer.Place).ToString(),
            AtHolder = (place?.Amount ?? transfer.AtPlace).ToWire(),
            OnItsWay = place?.Sent == true,
            Reason = transfer.Reason ?? "",
            InDoubt = transfer.Halt?.Hop?.ToName() ?? "",
            Waiting = transfer.Waiting?.ToWire(),
        };
        if (transfer.Route is { } route)
            message.Route.Add(route.Hops.Select(hop => hop.ToWire()));
        switch (transfer.Delivery)
        {
            case Purpose.ToStrikeFund to: message.ToStrikeFund = to.ToWire(); break;
            case Purpose.ToLender to: message.ToLender = to.ToWire(); break;
            case Purpose.ToDonor to: message.ToDonor = to.ToWire(); break;
            default: throw new UnreachableException($"delivery {transfer.Delivery?.GetType().Name}");
        }
        return message;
    }

    public static V1.TransferPhase ToWire(this TransferPhase phase) => Phases.ToWire(phase);

    public static V1.QuoteTransferResponse ToWire(this TransferQuote quote)
    {
        if (quote.Route is not { } route)
            return new V1.QuoteTransferResponse { Reason = quote.Reason };
        return new V1.QuoteTransferResponse
        {
            Route = { route.Hops.Select(hop => hop.ToWire()) },
            Fees =
            {
                route.Hops.Where(hop => hop.Fee.Minor > 0).GroupBy(hop => hop.Fee.Currency)
                    .Select(fees => new Total(fees.SumMinor(hop => hop.Fee.Minor), fees.Key).ToWire()),
            },
            Arrives = route.Delivers.ToWire(),
            ArriveTime = quote.ArrivesAt.ToTimestamp(),
            RatesUntilTime = quote.RatesUntil.ToWire(),
        };
    }

    private static V1.ToStrikeFund ToWire(this Purpose.ToStrikeFund to) => new()
    {
        Section = ((Address)to.Section).ToString(),
        Strike = ((Address)to.Strike).ToString(),
        From = to.Aid.From.ToWire(),
        AidId = to.Aid.Id.Value,
        Kind = to.Kind.ToWire(),
        Run = to.Run,
    };

    private static V1.ToLender ToWire(this Purpose.ToLender to) => new()
    {
        Lender = ((Address)to.Lender).ToString(),
        LoanId = to.Aid.Value,
        Borrower = ((Address)to.Borrower).ToString(),
        RepaymentId = to.Repayment.Value,
    };

    private static V1.ToDonor ToWire(this Purpose.ToDonor to) => new()
    {
        Donor = ((Address)to.Donor).ToString(),
        Section = ((Address)to.Section).ToString(),
        Strike = ((Address)to.Strike).ToString(),
        ReturnId = to.Return.Value,
    };

    public static V1.Hop ToWire(this Hop hop) => new()
    {
        From = hop.From.ToString(),
        To = hop.To.ToString(),
        Given = hop.Given.ToWire(),
        Fee = hop.Fee.ToWire(),
        Arrives = hop.Arrives.ToWire(),
        SettledBy = hop.SettledBy.ToWire(),
    };
}
