using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Sections.Authorities;
using Solidarity.Domain.Sections.Statutes;
using Solidarity.Grains.Hosting;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Statutes;

internal sealed class StatutesService(CommandSender sender, Projector projector, [BooksTime] TimeProvider time)
    : V1.StatutesService.StatutesServiceBase
{
    public override Task<V1.CommandReply> AdoptStatutes(V1.AdoptStatutesRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override async Task<V1.SectionStatutes> GetStatutes(
        V1.GetStatutesRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var id = fields.Section("section", request.Section);
        var day = fields.DateOrNone("day", request.Day) ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var viewer = fields.Viewer("viewer", request.Viewer);
        fields.Check();
        var world = await projector.LatestAsync(context.CancellationToken);
        var section = world.FindSection(id, viewer, "the statutes");
        return Write(section.Id, (section.House ?? SectionHouse.Unwritten).InForce(day));
    }

    public override Task<V1.ListStatutesTemplatesResponse> ListStatutesTemplates(
        V1.ListStatutesTemplatesRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.Read(fields, request.PageSize, request.PageToken, "templates");
        fields.Check();
        var cut = page.Cut(
            StatutesTemplates.All, template => template.Name, template => template,
            template => new V1.StatutesTemplate { Name = template.Name });
        return Task.FromResult(
            new V1.ListStatutesTemplatesResponse { Templates = { cut.Items }, NextPageToken = cut.NextToken });
    }

    private static V1.SectionStatutes Write(SectionId section, StatutesVersion version) => new()
    {
        Section = ((Address)section).ToString(),
        Version = version.Version,
        Statutes = Write(version.Statutes),
        FromDay = version.Version > 0 ? $"{version.From:yyyy-MM-dd}" : "",
        Authority = version.Authority,
        AdoptTime = version.Version > 0 ? version.AdoptedAt.ToTimestamp() : null,
    };

    private static V1.Statutes Write(SectionStatutes statutes) => new()
    {
        Title = statutes.Title,
        // Acts that are decided in the same way stand together, as people write them.
        Rules =
        {
            statutes.Rules.GroupBy(rule => rule.Value, rule => rule.Key).Select(group => Write(group.Key, group)),
        },
        Mandates = new V1.MandateLimits
        {
            DaysMax = statutes.Mandates.DaysMax,
            TermsMax = statutes.Mandates.TermsMax ?? 0,
            BreakDays = statutes.Mandates.BreakDays,
            SumsMax = { statutes.Mandates.Ceilings.Select(sum => sum.ToWire()) },
        },
        Reserve = new V1.Reserve
        {
            Floors = { statutes.Reserve.Floors.Select(sum => sum.ToWire()) },
            Acts = { statutes.Reserve.Acts.Select(act => act.ToWire()) },
        },
        Pay = statutes.Pay is { } pay ? PayRulesText.Write(pay) : null,
    };

    internal static V1.DecisionRule Write(DecisionRule rule, IEnumerable<ActKind> acts) => new()
    {
        Acts = { acts.Select(act => act.ToWire()) },
        DecidedBy = rule.By.ToWire(),
        Majority = rule.By == DecidedBy.Vote ? rule.Majority.ToWire() : V1.Majority.Unspecified,
        QuorumPercent = rule.QuorumPercent,
        TieCarries = rule.TieCarries,
        NoMandate = !rule.ByMandate,
    };
}
