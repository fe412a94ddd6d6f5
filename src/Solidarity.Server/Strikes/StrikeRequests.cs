using Google.Protobuf.Collections;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.Surplus;
using Solidarity.Domain.Text;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Strikes;

/// <summary>Reads the commands of strikes.proto.</summary>
internal static class StrikeRequests
{
    public const string Surplus = "surplus";

    public static Order<SectionCommand> Read(
        this V1.DeclareStrikeRequest request, DateTimeOffset now, TradeTable trades)
    {
        var fields = new Fields();
        var id = fields.RequestId(request.RequestId);
        var section = fields.Section("section", request.Section);
        var strike = fields.NewId<StrikeId>("strike_id", request.StrikeId);
        var facts = new StrikeFacts(
            fields.Trade("trade", request.Trade, trades),
            fields.Name("locality", request.Locality, required: false),
            fields.Country("country", request.Country),
            Employers(fields, "employers", request.Employers),
            fields.Memo("demands", request.Demands),
            fields.Number("strikers", request.HasStrikers, request.Strikers, StrikeFacts.StrikersMax),
            fields.Start("start", request.Start, now));
        var authority = fields.Memo("authority", request.Authority);
        fields.Check();
        return Order.To(id, section, new OwnStrikeCommand.DeclareStrike(strike, facts, authority), strike);
    }

    public static Order<SectionCommand> Read(
        this V1.AmendStrikeRequest request, DateTimeOffset now, TradeTable trades) => Order.OfStrike(
        request.RequestId, request.Section, request.Strike, (fields, strike) =>
        {
            if (request is { HasStrikers: true, NoStrikers: true })
                fields.Add("no_strikers", "is set, and strikers are given as well");
            if (request is { NoEmployers: true, Employers.Count: > 0 })
                fields.Add("no_employers", "is set, and employers are given as well");
            return new OwnStrikeCommand.AmendStrike(strike, new FactsChange(
                request.HasTrade ? fields.Trade("trade", request.Trade, trades) : null,
                request.HasLocality ? fields.Name("locality", request.Locality, required: false) : null,
                request.HasCountry ? fields.Country("country", request.Country) : null,
                request.NoEmployers || request.Employers.Count > 0
                    ? Employers(fields, "employers", request.Employers)
                    : null,
                request.HasDemands ? fields.Memo("demands", request.Demands) : null,
                fields.Number("strikers", request.HasStrikers, request.Strikers, StrikeFacts.StrikersMax),
                request.NoStrikers,
                request.HasStart ? fields.Start("start", request.Start, now) : null));
        });

    public static Order<SectionCommand> Read(this V1.ReopenStrikeRequest request) => Order.OfStrike(
        request.RequestId, request.Section, request.Strike, (fields, strike) => new OwnStrikeCommand.ReopenStrike(
            strike, fields.Text("reason", request.Reason, Texts.MemoCharsMax)));

    public static Order<SectionCommand> Read(this V1.EndStrikeRequest request) => Order.OfStrike(
        request.RequestId, request.Section, request.Strike, (fields, strike) => new OwnStrikeCommand.EndStrike(
            strike,
            fields.OneOf("outcome", request.Outcome.ToDomain(), EnumTexts.Outcomes),
            fields.Memo("note", request.Note),
            fields.Memo("authority", request.Authority)));

    public static Order<SectionCommand> Read(this V1.PayStrikePayRequest request) => Order.OfStrike(
        request.RequestId, request.Section, request.Strike, (fields, strike) => new OwnStrikeCommand.PayStrikePay(
            strike,
            fields.Money("amount", request.Amount),
            fields.Memo("memo", request.Memo),
            fields.DateOrNone("through", request.Through),
            request.Again,
            fields.Memo("authority", request.Authority)));

    public static Order<SectionCommand> Read(this V1.ReturnSurplusRequest request) => Order.OfStrike(
        request.RequestId, request.Section, request.Strike, (fields, strike) => new SurplusCommand.ReturnSurplus(
            strike,
            fields.NewId<PledgeId>("return_id", request.ReturnId),
            fields.Section("donor", request.Donor),
            fields.Money("amount", request.Amount),
            fields.Text("authority", request.Authority, Texts.MemoCharsMax),
            Fields.Again(request.Again, request.ReturnId)));

    public static Order<SectionCommand> Read(this V1.PassOnSurplusRequest request) => Order.OfStrike(
        request.RequestId, request.Section, request.Strike, (fields, strike) => new SurplusCommand.PassOnSurplus(
            strike,
            fields.NewId<PledgeId>("aid_id", request.AidId),
            fields.Strike("to_strike", request.ToStrike),
            fields.Section("to_section", request.ToSection),
            fields.Money("amount", request.Amount),
            fields.Text("authority", request.Authority, Texts.MemoCharsMax),
            Fields.Again(request.Again, request.AidId)));

    public static Order<SectionCommand> Read(this V1.KeepSurplusRequest request) => Order.OfStrike(
        request.RequestId, request.Section, request.Strike, (fields, strike) => new SurplusCommand.KeepSurplus(
            strike,
            fields.Money("amount", request.Amount),
            fields.Text("authority", request.Authority, Texts.MemoCharsMax),
            request.Again));

    public static Order<SectionCommand> Read(this V1.SendSurplusRequest request) => Order.OfSectionPart(
        request.RequestId, "name", request.Name, Surplus, (_, sum) => new SurplusCommand.SendSurplus(sum));

    public static Order<SectionCommand> Read(this V1.WithdrawSurplusRequest request) => Order.OfSectionPart(
        request.RequestId, "name", request.Name, Surplus,
        (fields, sum) => new SurplusCommand.WithdrawSurplus(sum, fields.Memo("reason", request.Reason)));

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

    internal static ImmutableArray<string> Employers(Fields fields, string field, RepeatedField<string> employers) =>
        fields.IsTooMany(field, employers.Count, StrikeFacts.EmployersMax)
            ? []
            : [.. employers.Select((name, i) => fields.Name($"{field}[{i}]", name))];
}
