using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Hops;
using Solidarity.Domain.Treasuries.Quarantines;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Corridors;

/// <summary>Writes what waits for a treasury's acknowledgement, and what stands between it and neighbours that it does
/// not trust.</summary>
internal static class ClaimMessages
{
    public static IEnumerable<V1.Claim> Of(Address owner, Treasury treasury, DateTimeOffset now) =>
        treasury.Claims.Select(claim => ToConfirm(owner, claim.Key, claim.Value, treasury, now))
            .Concat(treasury.Transfers.Unacknowledged.Where(sending => sending.Value.Doubted)
                .Select(sending => WithoutWord(owner, sending.Key, sending.Value, treasury, now)));

    private static V1.Claim ToConfirm(
        Address owner, HopKey key, Claim claim, Treasury treasury, DateTimeOffset now) => new()
        {
            Body = owner.ToString(),
            Neighbour = claim.From.ToString(),
            Kind = V1.ClaimKind.ToConfirm,
            Hop = key.ToName(),
            Amount = claim.Amount.ToWire(),
            Back = claim.Back,
            SinceTime = claim.At.ToTimestamp(),
            AgeSeconds = Values.AgeSeconds(claim.At, now),
            Reason = claim.Reason,
            RejectedReason = claim.Rejected ?? "",
            SettledBy = claim.SettledBy is null ? V1.Settlement.Unspecified : claim.SettledBy.ToWire(),
            Receipt = claim.Receipt.ToWire(),
            ExpectedTime = Expected(claim, treasury)?.ToTimestamp(),
        };

    private static DateTimeOffset? Expected(Claim claim, Treasury treasury)
    {
        if (claim.SettledBy is null)
            return null;
        var (corridors, key) = (treasury.Corridors, claim.Hop.Corridor);
        var terms = claim.Back
            ? corridors.Out.GetValueOrDefault(key)?.Terms
            : corridors.Offers.GetValueOrDefault(key with { Neighbour = claim.Hop.From })?.Terms;
        return terms is null ? null : claim.At.AddHours(terms.DelayHours);
    }

    private static V1.Claim WithoutWord(
        Address owner, HopKey key, UnacknowledgedSum sending, Treasury treasury, DateTimeOffset now) => new()
        {
            Body = owner.ToString(),
            Neighbour = sending.To.ToString(),
            Kind = V1.ClaimKind.WithoutWord,
            Hop = key.ToName(),
            Amount = sending.Amount.ToWire(),
            Back = sending.Back,
            SinceTime = sending.At.ToTimestamp(),
            AgeSeconds = Values.AgeSeconds(sending.At, now),
            Reason = treasury.Quarantines.GetValueOrDefault(sending.To)?.Reason ?? "",
        };
}
