using Solidarity.Domain.Routes;
using Solidarity.Domain.Text;
using Solidarity.Domain.Treasuries.ManualSettlement;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Corridors;

/// <summary>Reads the commands about corridors that people settle.</summary>
internal static class HandOverRequests
{
    extension(V1.HandOverRequest request)
    {
        public TreasuryOrder Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var (body, hop) = (fields.Body("body", request.Body), fields.Hop("hop", request.Hop));
            var receipt = fields.Text("receipt", request.Receipt, Receipt.TextCharsMax);
            var goods = request.Goods.Length == 0
                ? null
                : fields.Text("goods", request.Goods, Receipt.TextCharsMax);
            fields.Check();
            return new TreasuryOrder(id, body, new ManualSettlementCommand.ConfirmSettlement(hop, receipt, goods));
        }
    }

    extension(V1.DeclineHandOverRequest request)
    {
        public TreasuryOrder Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var (body, hop) = (fields.Body("body", request.Body), fields.Hop("hop", request.Hop));
            var reason = fields.Text("reason", request.Reason, Texts.MemoCharsMax);
            fields.Check();
            return new TreasuryOrder(id, body, new ManualSettlementCommand.DeclineSettlement(hop, reason));
        }
    }

    /// <summary>Null where it is booked at once.</summary>
    public static Settlement? Settlement(Fields fields, string field, V1.Settlement settlement)
    {
        switch (settlement)
        {
            case V1.Settlement.Unspecified or V1.Settlement.Booked: return null;
            case V1.Settlement.Wire: return Domain.Routes.Settlement.Wire;
            case V1.Settlement.Courier: return Domain.Routes.Settlement.Courier;
            case V1.Settlement.InKind: return Domain.Routes.Settlement.InKind;
            default:
                fields.Add(field, $"{(int)settlement} is not known");
                return null;
        }
    }
}
