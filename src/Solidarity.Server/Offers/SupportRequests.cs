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

    extension(V1.OfferSupportRequest request)
    {
        public Order<SectionCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var section = fields.Section("section", request.Section);
            var offer = fields.NewId<PledgeId>("offer_id", request.OfferId, id);
            if (request is { HasQuantity: true, Quantity: < 1 or > Offer.QuantityMax })
                fields.Add(
                    "quantity", $"is {request.Quantity}; it must be from 1 to {Offer.QuantityMax}, or left out");
            if (!request.HasQuantity && request.Unit.Length > 0)
                fields.Add("unit", "is given with no quantity");
            var isLetter = request.Kind == V1.SupportKind.Letter;
            var command = new AnswerCommand.OfferSupport(
                offer,
                fields.Strike("strike", request.Strike),
                fields.OneOf("kind", request.Kind.ToDomain(), WordsIn.SupportKinds),
                request.HasQuantity ? request.Quantity : null,
                fields.Name("unit", request.Unit, Offer.UnitCharsMax, required: request.HasQuantity),
                fields.Text("note", request.Note, Texts.MemoCharsMax, required: isLetter));
            fields.Check();
            return Order.To(id, section, command, $"{Support}/{offer}");
        }
    }

    extension(V1.WithdrawSupportRequest request)
    {
        public Order<SectionCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var (owner, offer) = fields.Part("name", request.Name, BodyKind.Section, Support);
            var command = new AnswerCommand.WithdrawSupport(offer, fields.Memo("reason", request.Reason));
            fields.Check();
            return Order.To(id, owner.Section, command, $"{Support}/{offer}");
        }
    }
}
