using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Hops;
using Solidarity.Domain.Treasuries.ManualSettlement;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Corridors;

/// <summary>Writes what people have to hand over, and what they say of it.</summary>
internal static class ManualSettlementMessages
{
    private static readonly EnumMap<V1.Settlement, Settlement> Settlements = new();

    /// <param name="treasuries">All of them: the other end's says whether it disputes what was handed over.</param>
    public static IEnumerable<V1.HandOver> Of(
        Address owner, Treasury treasury, IReadOnlyDictionary<Address, Treasury> treasuries, DateTimeOffset now) =>
        treasury.PendingSettlements.Select(waiting => ToHandOver(owner, waiting.Key, waiting.Value, now))
            .Concat(treasury.Transfers.Unacknowledged.Where(sent => sent.Value.Receipt is not null)
                .Select(sending => HandedOver(
                    owner, sending.Key, sending.Value, DisputeOf(treasuries, sending.Key, sending.Value), now)));

    /// <summary>Null for what is booked at once, and for what is unknown.</summary>
    public static Settlement? ToDomain(this V1.Settlement settlement) => Settlements.ToDomain(settlement);

    public static V1.Settlement ToWire(this Settlement? settlement) =>
        settlement is { } byPeople ? Settlements.ToWire(byPeople) : V1.Settlement.Books;

    public static V1.Receipt? ToWire(this Receipt? receipt) => receipt is null ? null : new V1.Receipt
    {
        Text = receipt.Text,
        Goods = receipt.Goods ?? "",
        Time = receipt.At.ToTimestamp(),
    };

    private static V1.HandOver ToHandOver(
        Address owner, HopKey key, PendingSettlement waiting, DateTimeOffset now) => new()
        {
            Body = owner.ToString(),
            Neighbour = waiting.To.ToString(),
            State = V1.HandOverState.ToHandOver,
            SettledBy = waiting.Hop.SettledBy.ToWire(),
            Hop = key.ToName(),
            Amount = waiting.Amount.ToWire(),
            Back = waiting.Back,
            SinceTime = waiting.At.ToTimestamp(),
            AgeSeconds = Values.AgeSeconds(waiting.At, now),
            ExpireTime = waiting.Until?.ToTimestamp(),
        };

    private static V1.HandOver HandedOver(
        Address owner, HopKey key, UnacknowledgedSum sending, string? dispute, DateTimeOffset now) => new()
        {
            Body = owner.ToString(),
            Neighbour = sending.To.ToString(),
            State = dispute is null ? V1.HandOverState.HandedOver : V1.HandOverState.Disputed,
            SettledBy = sending.Hop.SettledBy.ToWire(),
            Hop = key.ToName(),
            Amount = sending.Amount.ToWire(),
            Back = sending.Back,
            SinceTime = sending.At.ToTimestamp(),
            AgeSeconds = Values.AgeSeconds(sending.At, now),
            Receipt = sending.Receipt.ToWire(),
            DisputedReason = dispute ?? "",
        };

    private static string? DisputeOf(
        IReadOnlyDictionary<Address, Treasury> treasuries, HopKey key, UnacknowledgedSum sending) =>
        treasuries.GetValueOrDefault(sending.To)?.Claims.GetValueOrDefault(key)?.Rejected;
}
