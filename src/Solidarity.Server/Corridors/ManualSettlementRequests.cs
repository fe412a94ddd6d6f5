using Solidarity.Domain.Routes;
using Solidarity.Domain.Text;
using Solidarity.Domain.Treasuries.ManualSettlement;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Corridors;

/// <summary>Reads the commands about corridors that people settle.</summary>
internal static class ManualSettlementRequests
{
    public static TreasuryOrder Read(this V1.HandOverRequest request) => Order.OfTreasury(
        request.RequestId, "body", request.Body, fields => new ManualSettlementCommand.ConfirmSettlement(
            fields.Hop("hop", request.Hop),
            fields.Text("receipt", request.Receipt, Receipt.TextCharsMax),
            fields.TextOrNone("goods", request.Goods, Receipt.TextCharsMax)));

    public static TreasuryOrder Read(this V1.DeclineHandOverRequest request) => Order.OfTreasury(
        request.RequestId, "body", request.Body, fields => new ManualSettlementCommand.DeclineSettlement(
            fields.Hop("hop", request.Hop), fields.Text("reason", request.Reason, Texts.MemoCharsMax)));

    /// <summary>Null where it is booked at once. That has to be said: a book that was written is no money that has
    /// moved.</summary>
    public static Settlement? Settlement(Fields fields, string field, V1.Settlement settlement)
    {
        if (settlement == V1.Settlement.Unspecified)
            return Domain.Routes.Settlement.Treasurers;
        var byPeople = settlement.ToDomain();
        if (byPeople is null && settlement != V1.Settlement.Books)
            fields.Add(field, $"{(int)settlement} is not known");
        return byPeople;
    }
}
