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
using Solidarity.Storage;

namespace Solidarity.Server.Corridors;

/// <summary>A command to the treasury of a section or a federation.</summary>
internal sealed record TreasuryOrder(CommandId RequestId, Address Owner, TreasuryCommand Command);

/// <summary>Reads the commands of corridors.proto.</summary>
internal static class CorridorRequests
{
    extension(V1.OfferCorridorRequest request)
    {
        public TreasuryOrder Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var from = fields.Body("from", request.From);
            var to = fields.Body("to", request.To);
            var (given, arrives) = Currencies(fields, request.Given, request.Arrives);
            var corridor = new CorridorKey(to, given, arrives);
            var terms = Terms(fields, request.Terms, corridor);
            fields.Check();
            return new TreasuryOrder(id, from, new CorridorCommand.OfferCorridor(corridor, terms));
        }
    }

    extension(V1.AgreeToCorridorRequest request)
    {
        public TreasuryOrder Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var (from, to) = (fields.Body("from", request.From), fields.Body("to", request.To));
            var (given, arrives) = Currencies(fields, request.Given, request.Arrives);
            fields.Check();
            return new TreasuryOrder(
                id, to, new CorridorCommand.AgreeToCorridor(new CorridorKey(from, given, arrives)));
        }
    }

    extension(V1.CloseCorridorRequest request)
    {
        public TreasuryOrder Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var (from, to) = (fields.Body("from", request.From), fields.Body("to", request.To));
            var (given, arrives) = Currencies(fields, request.Given, request.Arrives);
            fields.Check();
            return new TreasuryOrder(
                id, from, new CorridorCommand.CloseCorridor(new CorridorKey(to, given, arrives)));
        }
    }

    extension(V1.WithdrawAgreementRequest request)
    {
        public TreasuryOrder Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var (from, to) = (fields.Body("from", request.From), fields.Body("to", request.To));
            var (given, arrives) = Currencies(fields, request.Given, request.Arrives);
            fields.Check();
            return new TreasuryOrder(
                id, to, new CorridorCommand.WithdrawAgreement(new CorridorKey(from, given, arrives)));
        }
    }

    extension(V1.QuarantineNeighbourRequest request)
    {
        public TreasuryOrder Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var (body, neighbour) = (fields.Body("body", request.Body), fields.Body("neighbour", request.Neighbour));
            var reason = fields.Text("reason", request.Reason, Texts.MemoCharsMax);
            fields.Check();
            return new TreasuryOrder(id, body, new QuarantineCommand.QuarantineNeighbour(neighbour, reason));
        }
    }

    extension(V1.LiftQuarantineRequest request)
    {
        public TreasuryOrder Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var (body, neighbour) = (fields.Body("body", request.Body), fields.Body("neighbour", request.Neighbour));
            fields.Check();
            return new TreasuryOrder(id, body, new QuarantineCommand.LiftQuarantine(neighbour));
        }
    }

    extension(V1.ConfirmClaimRequest request)
    {
        public TreasuryOrder Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var (body, hop) = (fields.Body("body", request.Body), fields.Hop("hop", request.Hop));
            var receipt = request.Receipt.Length == 0
                ? null
                : fields.Text("receipt", request.Receipt, Receipt.TextCharsMax);
            fields.Check();
            return new TreasuryOrder(id, body, new QuarantineCommand.ConfirmClaim(hop, receipt));
        }
    }

    extension(V1.RejectClaimRequest request)
    {
        public TreasuryOrder Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var (body, hop) = (fields.Body("body", request.Body), fields.Hop("hop", request.Hop));
            var reason = fields.Text("reason", request.Reason, Texts.MemoCharsMax);
            fields.Check();
            return new TreasuryOrder(id, body, new QuarantineCommand.RejectClaim(hop, reason));
        }
    }

    extension(V1.SetDrainRequest request)
    {
        public TreasuryOrder Read()
        {
            var fields = new Fields();
            var (id, body) = (fields.RequestId(request.RequestId), fields.Body("body", request.Body));
            fields.Check();
            return new TreasuryOrder(id, body, new CarryingCommand.SetDrain(request.Draining));
        }
    }

    extension(V1.SetPassingLimitRequest request)
    {
        public TreasuryOrder Read()
        {
            var fields = new Fields();
            var (id, body) = (fields.RequestId(request.RequestId), fields.Body("body", request.Body));
            var currency = fields.Currency("currency", request.Currency);
            long? max = request.HasMaxMinorUnits ? request.MaxMinorUnits : null;
            if (max is < 0 or > Amount.MinorMax)
                fields.Add("max_minor_units", $"is {max}; it must be 0 to {Amount.MinorMax}, or left out");
            var hours = fields.Number(
                "hold_hours_max", request.HoldHoursMax != 0, request.HoldHoursMax, CorridorTerms.HoldHoursMost);
            var share = fields.Number("share_percent", request.SharePercent != 0, request.SharePercent, 100);
            if (max is null && (hours ?? share) is not null)
                fields.Add("max_minor_units", "is left out; hours and share go with a limit");
            fields.Check();
            return new TreasuryOrder(id, body, new CarryingCommand.SetPassingLimit(currency, max, hours, share));
        }
    }

    private static (Currency Given, Currency Arrives) Currencies(
        Fields fields, V1.Currency? given, V1.Currency? arrives)
    {
        var gives = fields.Currency("given", given);
        return (gives, arrives is null ? gives : fields.Currency("arrives", arrives));
    }

    private static CorridorTerms Terms(Fields fields, V1.CorridorTerms? terms, CorridorKey corridor)
    {
        const int usualPeriodDays = 1;
        if (terms?.Rate is null && corridor.Given != corridor.Arrives)
            fields.Add("terms.rate", "is missing; between two currencies it must be given");
        if (terms is null)
            return CorridorTerms.Free;
        var read = new CorridorTerms(
            terms.Rate is { } rate ? new Rate(rate.Numerator, rate.Denominator) : Rate.Par,
            terms.FeeMinorUnits,
            terms.FeePerMyriad,
            terms.HasCapacityMinorUnits ? terms.CapacityMinorUnits : null,
            terms.PeriodDays == 0 ? usualPeriodDays : terms.PeriodDays,
            terms.DelayHours,
            terms.QuoteHours == 0 ? null : terms.QuoteHours,
            HandOverRequests.Settlement(fields, "terms.settled_by", terms.SettledBy),
            terms.HoldHoursMax == 0 ? null : terms.HoldHoursMax,
            terms.SharePercent == 0 ? null : terms.SharePercent);
        // Without a rate the terms say less than what is missing.
        if ((terms.Rate is not null || corridor.Given == corridor.Arrives) && read.Problem(corridor) is { } problem)
            fields.Add("terms", problem);
        return read;
    }
}
