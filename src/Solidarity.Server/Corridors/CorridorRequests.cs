using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Text;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Carrying;
using Solidarity.Domain.Treasuries.Corridors;
using Solidarity.Domain.Treasuries.ManualSettlement;
using Solidarity.Domain.Treasuries.Quarantines;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Corridors;

/// <summary>Reads the commands of corridors.proto.</summary>
internal static class CorridorRequests
{
    public static TreasuryOrder Read(this V1.OfferCorridorRequest request) => Order.OfTreasury(
        request.RequestId, "from", request.From, fields =>
        {
            var to = fields.Body("to", request.To);
            var corridor = Corridor(fields, to, request.Given, request.Arrives);
            return new CorridorCommand.OfferCorridor(corridor, Terms(fields, request.Terms, corridor));
        });

    public static TreasuryOrder Read(this V1.AgreeToCorridorRequest request) => OfReceiver(
        request.RequestId, request.From, request.To, request.Given, request.Arrives,
        corridor => new CorridorCommand.AgreeToCorridor(corridor));

    public static TreasuryOrder Read(this V1.CloseCorridorRequest request) => Order.OfTreasury(
        request.RequestId, "from", request.From, fields => new CorridorCommand.CloseCorridor(
            Corridor(fields, fields.Body("to", request.To), request.Given, request.Arrives)));

    public static TreasuryOrder Read(this V1.WithdrawAgreementRequest request) => OfReceiver(
        request.RequestId, request.From, request.To, request.Given, request.Arrives,
        corridor => new CorridorCommand.WithdrawAgreement(corridor));

    public static TreasuryOrder Read(this V1.QuarantineNeighbourRequest request) => Order.OfTreasury(
        request.RequestId, "body", request.Body, fields => new QuarantineCommand.QuarantineNeighbour(
            fields.Body("neighbour", request.Neighbour), fields.Text("reason", request.Reason, Texts.MemoCharsMax)));

    public static TreasuryOrder Read(this V1.LiftQuarantineRequest request) => Order.OfTreasury(
        request.RequestId, "body", request.Body,
        fields => new QuarantineCommand.LiftQuarantine(fields.Body("neighbour", request.Neighbour)));

    public static TreasuryOrder Read(this V1.ConfirmClaimRequest request) => Order.OfTreasury(
        request.RequestId, "body", request.Body, fields => new QuarantineCommand.ConfirmClaim(
            fields.Hop("hop", request.Hop), fields.TextOrNone("receipt", request.Receipt, Receipt.TextCharsMax)));

    public static TreasuryOrder Read(this V1.RejectClaimRequest request) => Order.OfTreasury(
        request.RequestId, "body", request.Body, fields => new QuarantineCommand.RejectClaim(
            fields.Hop("hop", request.Hop), fields.Text("reason", request.Reason, Texts.MemoCharsMax)));

    public static TreasuryOrder Read(this V1.SetDrainRequest request) => Order.OfTreasury(
        request.RequestId, "body", request.Body, _ => new CarryingCommand.SetDrain(request.Draining));

    public static TreasuryOrder Read(this V1.SetPassingLimitRequest request) => Order.OfTreasury(
        request.RequestId, "body", request.Body, fields =>
        {
            var currency = fields.Currency("currency", request.Currency);
            long? max = request.HasMaxMinorUnits ? request.MaxMinorUnits : null;
            if (max is < 0 or > Amount.MinorMax)
                fields.Add("max_minor_units", $"is {max}; it must be 0 to {Amount.MinorMax}, or left out");
            var hours = fields.Number(
                "hold_hours_max", request.HoldHoursMax != 0, request.HoldHoursMax, CorridorTerms.HoldHoursMost);
            var share = fields.Number("share_percent", request.SharePercent != 0, request.SharePercent, 100);
            if (max is null && (hours ?? share) is not null)
                fields.Add("max_minor_units", "is left out; hours and share go with a limit");
            return new CarryingCommand.SetPassingLimit(currency, max, hours, share);
        });

    /// <summary>Reads what the receiving end of a corridor is asked: the sending end is named before it.</summary>
    private static TreasuryOrder OfReceiver(
        string requestId, string from, string to, V1.Currency? given, V1.Currency? arrives,
        Func<CorridorKey, TreasuryCommand> command)
    {
        var fields = new Fields();
        var id = fields.RequestId(requestId);
        var (sender, receiver) = (fields.Body("from", from), fields.Body("to", to));
        var corridor = Corridor(fields, sender, given, arrives);
        fields.Check();
        return new TreasuryOrder(id, receiver, command(corridor));
    }

    private static CorridorKey Corridor(
        Fields fields, Address neighbour, V1.Currency? given, V1.Currency? arrives)
    {
        var gives = fields.Currency("given", given);
        return new CorridorKey(neighbour, gives, arrives is null ? gives : fields.Currency("arrives", arrives));
    }

    private static CorridorTerms Terms(Fields fields, V1.CorridorTerms? terms, CorridorKey corridor)
    {
        const int usualPeriodDays = 1;
        if (terms?.Rate is null && corridor.Given != corridor.Arrives)
            fields.Add("terms.rate", "is missing; between two currencies it must be given");
        if (terms is null)
            return CorridorTerms.Free with { SettledBy = Settlement.Treasurers };
        var read = new CorridorTerms(
            terms.Rate is { } rate ? new Rate(rate.Numerator, rate.Denominator) : Rate.Par,
            terms.FeeMinorUnits,
            terms.FeePerMyriad,
            terms.HasCapacityMinorUnits ? terms.CapacityMinorUnits : null,
            terms.PeriodDays == 0 ? usualPeriodDays : terms.PeriodDays,
            terms.DelayHours,
            terms.QuoteHours == 0 ? null : terms.QuoteHours,
            ManualSettlementRequests.Settlement(fields, "terms.settled_by", terms.SettledBy),
            terms.HoldHoursMax == 0 ? null : terms.HoldHoursMax,
            terms.SharePercent == 0 ? null : terms.SharePercent);
        // Without a rate the terms say less than what is missing.
        if ((terms.Rate is not null || corridor.Given == corridor.Arrives) && read.Problem(corridor) is { } problem)
            fields.Add("terms", problem);
        return read;
    }
}
