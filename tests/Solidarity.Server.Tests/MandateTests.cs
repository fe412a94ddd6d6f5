using Grpc.Core;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests;

/// <summary>Statutes and mandates over the wire.</summary>
public sealed class MandateTests
{
    private const string Winter = $"{Joiners}/mandates/winter";

    private static async Task<TestServer> StartAsync(long ceiling = 1_000)
    {
        var server = await BegunAsync();
        await server.DepositAsync(Joiners, 1_000);
        await server.Mandates.GrantMandateAsync(new()
        {
            RequestId = server.NewId(),
            Section = Joiners,
            MandateId = "winter",
            Holder = "treasurer",
            Acts = { V1.ActKind.Payouts },
            Ceilings = { new V1.Ceiling { InAll = Centimes(ceiling) } },
            Until = "1868-12-31",
            Authority = "assembly",
        });
        return server;
    }

    private static V1.Money Centimes(long minor) => new() { CurrencyCode = "CHF", MinorUnits = minor };

    private static V1.PayOutRequest Pay(TestServer server, long minor, string memo = "rent") => new()
    {
        RequestId = server.NewId(),
        Section = Joiners,
        Amount = Centimes(minor),
        Memo = memo,
        Authority = "mandates/winter",
        Again = true,
    };

    [Fact]
    public async Task Two_delegates_cannot_both_spend_the_last_centimes()
    {
        await using var server = await StartAsync();
        var tries = Enumerable.Range(0, 20).Select(i => TryAsync(server, Pay(server, 150, $"delegate {i}")));
        var accepted = (await Task.WhenAll(tries)).Count(reason => reason is null);
        accepted.ShouldBe(6);
        var mandate = await server.Mandates.GetMandateAsync(new() { Name = Winter });
        var use = mandate.Uses.ShouldHaveSingleItem();
        (use.UsedMinorUnits, use.LeftMinorUnits, use.HeldMinorUnits).ShouldBe((900, 100, 0));
    }

    [Fact]
    public async Task After_a_recall_no_act_passes_however_the_two_race()
    {
        await using var server = await StartAsync(ceiling: 100_000);
        var acts = Enumerable.Range(0, 20).Select(i => TryAsync(server, Pay(server, 1, $"act {i}"))).ToArray();
        var recall = await server.Mandates.RecallMandateAsync(new()
        {
            RequestId = server.NewId(),
            Name = Winter,
            Authority = "assembly",
        });
        var reasons = await Task.WhenAll(acts);
        reasons.Where(reason => reason is not null).ShouldAllBe(reason => reason == "MANDATE_RECALLED");
        var entries = (await server.Books.GetStatementAsync(new() { Body = Joiners, PageSize = 1_000 })).Entries;
        entries.Where(entry => entry.Memo.Contains("mandates/winter", StringComparison.Ordinal))
            .ShouldAllBe(entry => entry.Position < recall.Position);
        (await TryAsync(server, Pay(server, 1))).ShouldBe("MANDATE_RECALLED");
    }

    [Fact]
    public async Task A_template_is_adopted_by_name_and_shown_as_it_holds()
    {
        await using var server = await StartAsync();
        var templates = await server.Statutes.ListStatutesTemplatesAsync(new());
        templates.Templates.Select(template => template.Name).ShouldBe(["recorded", "small-section", "voting"]);
        var adopt = new V1.AdoptStatutesRequest
        {
            RequestId = server.NewId(),
            Section = Joiners,
            Template = "recorded",
            FromDay = "1868-03-23",
            Authority = "assembly",
        };
        await server.Statutes.AdoptStatutesAsync(adopt);
        var statutes = await server.Statutes.GetStatutesAsync(new() { Section = Joiners });
        statutes.Version.ShouldBe(1);
        statutes.Statutes.Rules.SelectMany(rule => rule.Acts).Count().ShouldBe(13);
        var before = await server.Statutes.GetStatutesAsync(new() { Section = Joiners, Day = "1868-03-22" });
        before.Version.ShouldBe(0);
        (await Refused.ByAsync(server.Statutes.GetStatutesAsync(new() { Section = Joiners, Viewer = "public" })))
            .Code.ShouldBe(StatusCode.PermissionDenied);
    }

    private static async Task<string?> TryAsync(TestServer server, V1.PayOutRequest request)
    {
        try
        {
            await server.Sections.PayOutAsync(request);
            return null;
        }
        catch (RpcException problem)
        {
            return Refused.Of(problem).Reason;
        }
    }
}
