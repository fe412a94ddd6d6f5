using Solidarity.Domain.Bodies;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Sections.Founding;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Reversals;
using Solidarity.Domain.Text;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Sections;

/// <summary>Reads the commands of sections.proto.</summary>
internal static class SectionRequests
{
    public static Order<SectionCommand> Read(this V1.FoundSectionRequest request, TradeTable trades)
    {
        var fields = new Fields();
        var id = fields.RequestId(request.RequestId);
        var section = fields.Id<SectionId>("section_id", request.SectionId);
        var kind = fields.OneOf("kind", request.Kind.ToDomain(), EnumTexts.SectionKinds);
        var command = new FoundingCommand.Found(
            fields.Name("display_name", request.DisplayName),
            kind,
            fields.Trade("trade", request.Trade, trades, required: kind == SectionKind.Trade),
            fields.Name("locality", request.Locality, required: false),
            fields.Country("country", request.Country),
            fields.Number("members", request.HasMembers, request.Members, Profile.MembersMax),
            fields.Currencies("currencies", request.Currencies));
        fields.Check();
        return Order.To(id, section, command);
    }

    public static Order<SectionCommand> Read(this V1.AmendSectionRequest request, TradeTable trades) => Order.OfSection(
        request.RequestId, "section", request.Section, fields =>
        {
            if (request is { HasMembers: true, NoMembers: true })
                fields.Add("no_members", "is set, and members are given as well");
            return new FoundingCommand.Amend(
                request.HasDisplayName ? fields.Name("display_name", request.DisplayName) : null,
                request.Kind == V1.SectionKind.Unspecified
                    ? null
                    : fields.OneOf("kind", request.Kind.ToDomain(), EnumTexts.SectionKinds),
                request.HasTrade ? fields.Trade("trade", request.Trade, trades, required: false) : null,
                request.HasLocality ? fields.Name("locality", request.Locality, required: false) : null,
                request.HasCountry ? fields.Country("country", request.Country) : null,
                fields.Number("members", request.HasMembers, request.Members, Profile.MembersMax),
                request.NoMembers,
                fields.CurrenciesOrNone("add_currencies", request.AddCurrencies),
                fields.CurrenciesOrNone("remove_currencies", request.RemoveCurrencies));
        });

    /// <summary>As asked by a section.</summary>
    public static Order<SectionCommand> ReadForSection(this V1.AskAffiliationRequest request) => Order.OfSection(
        request.RequestId, "member", request.Member,
        fields => new AffiliationCommand.AskAffiliation(
            fields.Federation("federation", request.Federation), fields.Memo("authority", request.Authority)));

    /// <summary>As asked by a section.</summary>
    public static Order<SectionCommand> ReadForSection(this V1.LeaveFederationRequest request) => Order.OfSection(
        request.RequestId, "member", request.Member,
        fields => new AffiliationCommand.LeaveFederation(
            fields.Federation("federation", request.Federation), fields.Memo("authority", request.Authority)));

    public static Order<SectionCommand> Read(this V1.DepositRequest request) => Order.OfSection(
        request.RequestId, "section", request.Section, fields => new OwnTreasuryCommand.Deposit(
            fields.Money("amount", request.Amount), fields.Memo("memo", request.Memo), request.Again));

    public static Order<SectionCommand> Read(this V1.PayOutRequest request) => Order.OfSection(
        request.RequestId, "section", request.Section, fields => new OwnTreasuryCommand.PayOut(
            fields.Money("amount", request.Amount), fields.Memo("memo", request.Memo), request.Again,
            fields.Memo("authority", request.Authority)));

    public static Order<SectionCommand> Read(this V1.PayDuesRequest request) => Order.OfSection(
        request.RequestId, "section", request.Section, fields => new OwnTreasuryCommand.PayDues(
            fields.Federation("federation", request.Federation),
            fields.Money("amount", request.Amount),
            fields.Memo("memo", request.Memo),
            request.Again,
            fields.Memo("authority", request.Authority)));

    public static Order<SectionCommand> Read(this V1.ReverseEntryRequest request) => Order.OfSection(
        request.RequestId, "section", request.Section, fields => new ReversalCommand.ReverseEntry(
            fields.Within("entry", request.Entry, 1, int.MaxValue),
            fields.Text("reason", request.Reason, Texts.MemoCharsMax)));

    public static Order<SectionCommand> Read(this V1.SetRemindersRequest request) => Order.OfSection(
        request.RequestId, "section", request.Section, fields =>
        {
            if (request.Reminders is null)
                fields.Add("reminders", "is missing; it must be given");
            var (asked, usual) = (request.Reminders ?? new V1.ReminderSettings(), ReminderSettings.Default);
            return new InboxCommand.SetReminders(new ReminderSettings(
                asked.On,
                fields.MinuteOfDay("reminders.quiet_from", asked.QuietFrom, usual.QuietFrom),
                fields.MinuteOfDay("reminders.quiet_until", asked.QuietUntil, usual.QuietUntil),
                Offset(fields, "reminders.utc_offset", asked.UtcOffset, usual.UtcOffset)));
        });

    public static Order<SectionCommand> Read(this V1.SetOpennessRequest request) => Order.OfSection(
        request.RequestId, "section", request.Section, fields =>
        {
            if (request.Openness is null)
                fields.Add("openness", "is missing; it must be given");
            var asked = request.Openness ?? new V1.Openness();
            var openness = new Openness(
                fields.OneOf("openness.public", asked.Public.ToDomain(), EnumTexts.Details),
                fields.OneOf("openness.federation", asked.Federation.ToDomain(), EnumTexts.Details));
            if (openness.Federation < openness.Public && asked.Federation.ToDomain() is not null)
                fields.Add("openness.federation",
                    $"is {openness.Federation}, less than everybody sees ({openness.Public})");
            return new OwnStrikeCommand.SetOpenness(openness);
        });

    // An empty text stands for what holds for a section that never chose.
    private static int Offset(Fields fields, string field, string text, int usual)
    {
        if (text.Length == 0)
            return usual;
        if (Clocks.UtcOffset(text) is { } minutes)
            return minutes;
        fields.Add(field, $"{Quoted.Of(text)} is not an offset such as +01:00, from -14:00 to +14:00");
        return usual;
    }
}
