using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests.Calls;

/// <summary>Requests about calls, of the masons' strike unless said otherwise.</summary>
internal static class CallRequestsOf
{
    public static V1.CallForAidRequest CallOf(this TestServer server, V1.CallTerms? terms = null) => new()
    {
        RequestId = server.NewId(),
        Section = Masons,
        Strike = Strike,
        Scope = V1.Level.International,
        Asks = "money",
        Terms = terms,
    };

    public static V1.NarrowCallRequest NarrowTo(this TestServer server, V1.Level scope, string strike = Strike) =>
        new() { RequestId = server.NewId(), Section = Masons, Strike = strike, Scope = scope };

    public static V1.CancelCallRequest Cancel(this TestServer server, string strike = Strike) =>
        new() { RequestId = server.NewId(), Section = Masons, Strike = strike, Reason = "covered" };

    public static V1.RemindSilentRequest Remind(this TestServer server, string strike = Strike) =>
        new() { RequestId = server.NewId(), Section = Masons, Strike = strike };

    public static V1.GiveWarningRequest Warn(this TestServer server) =>
        new() { RequestId = server.NewId(), Section = Masons, Strike = Strike, Text = "Do not come." };

    public static V1.AcknowledgeWarningRequest Acknowledge(this TestServer server, string section) =>
        new() { RequestId = server.NewId(), Section = section, Strike = Strike };

    public static V1.ReportSightingRequest Sight(this TestServer server, string section, string id = "") => new()
    {
        RequestId = server.NewId(),
        Section = section,
        Strike = Strike,
        SightingId = id,
        Place = "the station",
        Text = "an agent hires masons",
    };

    public static V1.OfferSupportRequest Offer(this TestServer server, string section, string id = "") => new()
    {
        RequestId = server.NewId(),
        Section = section,
        Strike = Strike,
        OfferId = id,
        Kind = V1.SupportKind.Lodging,
        Quantity = 12,
        Unit = "beds",
    };

    public static V1.PromiseTranchesRequest Tranches(this TestServer server, string section, string id = "") => new()
    {
        RequestId = server.NewId(),
        Section = section,
        Strike = Strike,
        PledgeId = id,
        Kind = V1.AidKind.Gift,
        Each = Francs(40),
        Count = 3,
        EveryDays = 7,
        Authority = "general meeting",
    };

    /// <summary>Sections of masons farther off: of a town in the same country, and of one abroad that nobody but a
    /// federation of the country is over.</summary>
    public static async Task FoundOthersAsync(this TestServer server)
    {
        await server.FoundFederationAsync("romande", V1.Level.National);
        await server.FoundSectionAsync("vaud");
        await server.JoinAsync(Geneva, "federations/romande");
        await server.JoinAsync(Vaud, "federations/romande");
    }

    public const string Vaud = "sections/vaud";
}
