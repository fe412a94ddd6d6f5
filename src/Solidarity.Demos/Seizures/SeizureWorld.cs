using Grpc.Core;
using Solidarity.Commands.Client;
using Solidarity.Server;

namespace Solidarity.Demos.Seizures;

/// <summary>Makes the world of a plan in a running service that is empty, over its API, as its people would.</summary>
/// <param name="over">Is told how many of how many are done.</param>
internal sealed class SeizureWorld(
    SeizurePlan plan, SolidarityServer server, Connections connections, Action<string, int, int> over,
    CancellationToken cancelled)
{
    private CallOptions Options => new(cancellationToken: cancelled);

    public async Task BuildAsync()
    {
        await FoundFederationsAsync();
        await FoundSectionsAsync();
        await OpenCorridorsAsync();
    }

    // From above, so that each knows all those above it when it is taken in.
    private async Task FoundFederationsAsync()
    {
        var (lands, towns) = (SeizureTowns.Lands, SeizureTowns.All.ToArray());
        await FoundAsync(SeizurePlan.HubId, SeizureTowns.HubName, V1.Level.International, "BE");
        foreach (var land in lands)
            await FoundAsync(land.National, land.Name, V1.Level.National, land.Country);
        foreach (var town in towns)
            await FoundAsync(town.Id, SeizureTowns.NameOf(town), V1.Level.Local, town.Land.Country);
        await TakeInAsync([.. lands.Select(land => ($"federations/{land.National}", SeizurePlan.Hub))]);
        await TakeInAsync([.. towns.Select(town => (town.Federation, $"federations/{town.Land.National}"))]);
    }

    private async Task FoundAsync(string id, string name, V1.Level level, string country) =>
        await connections.First.Federations.FoundFederationAsync(
            SeizureRequests.Found(id, name, level, country), Options);

    private async Task TakeInAsync((string Member, string Federation)[] all)
    {
        await EachAsync("federations affiliated", all, (services, one) =>
            services.Federations.AskAffiliationAsync(SeizureRequests.Ask(one.Member, one.Federation), Options));
        await EachAsync("federations admitted", all, (services, one) =>
            services.Federations.AdmitMemberAsync(SeizureRequests.Admit(one.Federation, one.Member), Options));
    }

    private async Task FoundSectionsAsync()
    {
        V1.FoundSectionRequest[] found =
            [SeizureRequests.FoundStriking(), .. plan.Givers.Select(SeizureRequests.Found)];
        (string Section, SeizureTown Town)[] all =
        [
            (SeizurePlan.Striking, SeizureTowns.Geneva), .. plan.Givers.Select(giver => (giver.Section, giver.Town)),
        ];
        await EachAsync("sections founded", found, (services, request) =>
            services.Sections.FoundSectionAsync(request, Options));
        await EachAsync("sections affiliated", all, (services, one) =>
            services.Sections.AskAffiliationAsync(SeizureRequests.Ask(one.Section, one.Town.Federation), Options));
        await EachAsync("sections admitted", all, (services, one) =>
            services.Federations.AdmitMemberAsync(SeizureRequests.Admit(one.Town.Federation, one.Section), Options));
        await EachAsync("treasuries filled", [.. plan.Givers], (services, giver) =>
            services.Sections.DepositAsync(SeizureRequests.Deposit(giver), Options));
    }

    private async Task OpenCorridorsAsync()
    {
        var corridors = plan.Corridors().ToArray();
        await EachAsync("corridors offered", corridors, (services, corridor) =>
            services.Corridors.OfferCorridorAsync(SeizureRequests.Offer(corridor), Options));
        await EachAsync("corridors agreed to", corridors, (services, corridor) =>
            services.Corridors.AgreeToCorridorAsync(SeizureRequests.Agree(corridor), Options));
    }

    // What one step has told must have been heard before the next one.
    private async Task EachAsync<TItem>(
        Wording what, TItem[] all, Func<Services, TItem, AsyncUnaryCall<V1.CommandReply>> ask)
    {
        await connections.EachAsync(
            all.Length, (services, number) => ask(services, all[number]).ResponseAsync,
            done => over(T(what), done, all.Length), cancelled);
        await server.QuietAsync(cancelled);
    }
}
