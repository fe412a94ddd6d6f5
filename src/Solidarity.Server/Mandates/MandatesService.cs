using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Sections.Authorities;
using Solidarity.Domain.Sections.Mandates;
using Solidarity.Domain.Text;
using Solidarity.Grains.Hosting;
using Solidarity.Server.Errors;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Mandates;

internal sealed class MandatesService(
    CommandSender sender, Projector projector, TradeTable trades, [BooksTime] TimeProvider time)
    : V1.MandatesService.MandatesServiceBase
{
    public override Task<V1.CommandReply> GrantMandate(V1.GrantMandateRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(trades), request, context);

    public override Task<V1.CommandReply> RecallMandate(V1.RecallMandateRequest request, ServerCallContext context) =>
        sender.SendAsync(request.Read(), request, context);

    public override async Task<V1.Mandate> GetMandate(V1.GetMandateRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var (owner, id) = fields.Part<MandateId>("name", request.Name, BodyKind.Section, MandateRequests.Mandates);
        var viewer = fields.Viewer("viewer", request.Viewer);
        fields.Check();
        var world = await projector.LatestAsync(context.CancellationToken);
        var section = world.FindSection(owner.Section, viewer, "a mandate");
        return section.House is { } house && house.Mandates.Granted.TryGetValue(id, out var mandate)
            ? Write(section.Id, house, id, mandate)
            : throw new RefusedException(Refusal.Of(RefusalKind.NotFound, "UNKNOWN_MANDATE",
                $"section {section.Id} has granted no mandate {id}.", ("section", section.Id), ("mandate", id)));
    }

    public override async Task<V1.ListMandatesResponse> ListMandates(
        V1.ListMandatesRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.Read(
            fields, request.PageSize, request.PageToken, MandateRequests.Mandates, request.Section,
            $"{request.InForce}", request.Viewer);
        var id = fields.Section("section", request.Section);
        var viewer = fields.Viewer("viewer", request.Viewer);
        fields.Check();
        var world = await projector.LatestAsync(context.CancellationToken);
        var section = world.FindSection(id, viewer, "the list of mandates");
        var house = section.House ?? SectionHouse.Unwritten;
        var found = house.Mandates.Granted.Where(mandate => !request.InForce || IsInForce(house, mandate.Value));
        var cut = page.Cut(
            found, mandate => mandate.Key.Value, mandate => Write(section.Id, house, mandate.Key, mandate.Value),
            mandate => new V1.Mandate { Name = NameOf(section.Id, mandate.Key) });
        return new V1.ListMandatesResponse { Mandates = { cut.Items }, NextPageToken = cut.NextToken };
    }

    private static string NameOf(SectionId section, MandateId id) =>
        $"{(Address)section}/{MandateRequests.Mandates}/{id}";

    private bool IsInForce(SectionHouse house, Mandate mandate) =>
        mandate.IsInForce(DateOnly.FromDateTime(house.Now(time.GetUtcNow()).UtcDateTime));

    private V1.Mandate Write(SectionId section, SectionHouse house, MandateId id, Mandate mandate) => new()
    {
        Name = NameOf(section, id),
        Holder = mandate.Terms.Holder,
        Acts = { mandate.Terms.Acts.Select(act => act.ToWire()) },
        Strike = mandate.Terms.Strike is { } strike ? ((Address)strike).ToString() : "",
        Trade = mandate.Terms.Trade,
        Uses = { mandate.Terms.Ceilings.Select(ceiling => Write(house, id, mandate, ceiling)) },
        PeriodDays = mandate.Terms.PeriodDays ?? 0,
        Until = $"{mandate.Terms.Until:yyyy-MM-dd}",
        Authority = mandate.Authority,
        GrantTime = mandate.GrantedAt.ToTimestamp(),
        Term = mandate.Term,
        StatutesVersion = mandate.Version,
        InForce = IsInForce(house, mandate),
        RecallTime = mandate.RecalledAt.ToWire(),
        RecallAuthority = mandate.RecallAuthority ?? "",
    };

    private V1.MandateUse Write(SectionHouse house, MandateId id, Mandate mandate, Ceiling ceiling)
    {
        var currency = ceiling.InAll.Currency;
        var used = mandate.UseOf(currency).Minor;
        var left = ceiling.InAll.Minor - used;
        return new V1.MandateUse
        {
            Ceiling = Write(ceiling),
            UsedMinorUnits = used,
            HeldMinorUnits = house.HeldBy(id, currency).ToWire(),
            LeftMinorUnits = left,
            LeftInPeriodMinorUnits = ceiling.PerPeriodMinor is { } period
                ? Math.Min(left, period - mandate.UsedInPeriod(currency, house.Now(time.GetUtcNow())))
                : left,
        };
    }

    internal static V1.Ceiling Write(Ceiling ceiling) => new()
    {
        InAll = ceiling.InAll.ToWire(),
        PerActMinorUnits = ceiling.PerActMinor ?? 0,
        PerPeriodMinorUnits = ceiling.PerPeriodMinor ?? 0,
    };
}
