using Solidarity.Domain.Bodies;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Answers;
using Solidarity.Domain.Text;
using Solidarity.Server.Requests;
using Offer = Solidarity.Domain.Calls.Support;

namespace Solidarity.Server.Offers;

/// <summary>Reads the commands of support.proto.</summary>
internal static class SupportRequests
{
    public const string Support = "support";

    public static Order<SectionCommand> Read(this V1.OfferSupportRequest request) => Order.OfSection(
        request.RequestId, "section", request.Section,
        fields =>
        {
            var offer = fields.NewId<PledgeId>("offer_id", request.OfferId);
            if (request is { HasQuantity: true, Quantity: < 1 or > Offer.QuantityMax })
                fields.Add(
                    "quantity", $"is {request.Quantity}; it must be from 1 to {Offer.QuantityMax}, or left out");
            if (!request.HasQuantity && request.Unit.Length > 0)
                fields.Add("unit", "is given with no quantity");
            var isLetter = request.Kind == V1.SupportKind.Letter;
            return new AnswerCommand.OfferSupport(
                offer,
                fields.Strike("strike", request.Strike),
                fields.OneOf("kind", request.Kind.ToDomain(), EnumTexts.SupportKinds),
                request.HasQuantity ? request.Quantity : null,
                fields.Name("unit", request.Unit, Offer.UnitCharsMax, required: request.HasQuantity),
                fields.Text("note", request.Note, Texts.MemoCharsMax, required: isLetter));
        },
        command => $"{Support}/{command.Offer}");

    public static Order<SectionCommand> Read(this V1.WithdrawSupportRequest request) => Order.OfSectionPart(
        request.RequestId, "name", request.Name, Support,
        (fields, offer) => new AnswerCommand.WithdrawSupport(offer, fields.Memo("reason", request.Reason)));
}
