using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Strikes;

/// <summary>Reads the commands of strikes.proto.</summary>
internal static class StrikeRequests
{
    public static Order<SectionCommand> Read(this V1.DeclareStrikeRequest request)
    {
        var fields = new Fields();
        var id = fields.RequestId(request.RequestId);
        var section = fields.Section("section", request.Section);
        var strike = fields.NewId<StrikeId>("strike_id", request.StrikeId);
        ImmutableArray<string> employers =
            fields.IsTooMany("employers", request.Employers.Count, StrikeFacts.EmployersMax)
            ? []
            : [.. request.Employers.Select((name, i) => fields.Name($"employers[{i}]", name))];
        var facts = new StrikeFacts(
            fields.Name("trade", request.Trade),
            fields.Name("locality", request.Locality, required: false),
            fields.Country("country", request.Country),
            employers,
            fields.Memo("demands", request.Demands),
            fields.Number("strikers", request.HasStrikers, request.Strikers, StrikeFacts.StrikersMax),
            fields.Date("start", request.Start));
        fields.Check();
        return Order.To(id, section, new OwnStrikeCommand.DeclareStrike(strike, facts), strike);
    }

    public static Order<SectionCommand> Read(this V1.EndStrikeRequest request) => Order.OfStrike(
        request.RequestId, request.Section, request.Strike, (fields, strike) => new OwnStrikeCommand.EndStrike(
            strike,
            fields.OneOf("outcome", request.Outcome.ToDomain(), EnumTexts.Outcomes),
            fields.Memo("note", request.Note)));

    public static Order<SectionCommand> Read(this V1.PayStrikePayRequest request) => Order.OfStrike(
        request.RequestId, request.Section, request.Strike, (fields, strike) => new OwnStrikeCommand.PayStrikePay(
            strike,
            fields.Money("amount", request.Amount),
            fields.Memo("memo", request.Memo),
            fields.DateOrNone("through", request.Through),
            request.Again));

    public static Order<SectionCommand> Read(this V1.ReceiveOutsideAidRequest request) => Order.OfStrike(
        request.RequestId, request.Section, request.Strike,
        (fields, strike) => new OwnStrikeCommand.ReceiveOutsideAid(
            strike,
            fields.NewId<PledgeId>("aid_id", request.AidId),
            fields.Giver("from", request.From),
            fields.OneOf("kind", request.Kind.ToGivenKind(), EnumTexts.GivenKinds),
            fields.Money("amount", request.Amount),
            fields.Memo("note", request.Note),
            Fields.Again(request.Again, request.AidId)));

    public static Order<SectionCommand> Read(this V1.ReportAidRequest request) => Order.OfStrike(
        request.RequestId, request.Section, request.Strike, (fields, strike) => new OwnStrikeCommand.ReportAid(
            strike,
            new AidKey(fields.Party("from", request.From), fields.NewId<PledgeId>("aid_id", request.AidId)),
            fields.OneOf("kind", request.Kind.ToDomain(), EnumTexts.AidKinds),
            fields.OneOf("state", request.State.ToDomain(), EnumTexts.AidStates),
            fields.MoneyOrNone("amount", request.Amount),
            fields.Memo("note", request.Note),
            Fields.Again(request.Again, request.AidId)));
}
