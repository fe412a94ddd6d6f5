using Grpc.Core;
using Solidarity.Commands.Client;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Corridors;
using Solidarity.Commands.Failures;
using Solidarity.Commands.Sums;
using Solidarity.Commands.Trades;

namespace Solidarity.Commands.Founding;

/// <summary>One step of a beginning.</summary>
/// <param name="Already">It was there before; nothing was done.</param>
/// <param name="Text">What was done, or was there, for people.</param>
/// <param name="Waits">What somebody else has to type before it is whole; null where nobody has to.</param>
internal sealed record BeginningStep(Wording Text, bool Already = false, Hint? Waits = null);

/// <summary>
/// Does what belongs to the beginning of bodies, step by step. Each step first looks whether it was done before, so
/// that the same again goes on where it stopped.
/// </summary>
/// <param name="admits">The caller answers for all bodies: federations take members in, and agree to corridors.</param>
internal sealed class BeginningSteps(ServiceCall call, bool admits)
{
    // Refusals that mean that word has not come yet.
    private const string NotAsked = "HAS_NOT_ASKED";

    // The book has it in English: the same deposit is known by all that it says, in whatever language it is made.
    private static readonly Wording Memo = "in hand at the beginning";

    /// <summary>All that belongs to one beginning.</summary>
    /// <param name="settledBy">How its corridors are settled.</param>
    /// <exception cref="CheckFailedException">A federation that it is to join does not exist; nothing was done.
    /// </exception>
    public async IAsyncEnumerable<BeginningStep> RunAsync(Beginning beginning, Settlement settledBy)
    {
        await FindAsync(beginning.Joins);
        yield return await FoundAsync(beginning);
        foreach (var federation in beginning.Joins)
        {
            yield return await JoinAsync(beginning.Name, federation);
            foreach (var currency in beginning.Currencies)
            {
                var terms = new CorridorTerms { SettledBy = settledBy };
                yield return await OpenAsync(Offer(beginning.Name, federation, currency, terms), beginning.Name);
                yield return await OpenAsync(Offer(federation, beginning.Name, currency, terms), beginning.Name);
            }
        }
        if (beginning.Deposit is { } deposit)
            yield return await DepositAsync(beginning.Name, deposit);
    }

    private async Task FindAsync(ImmutableArray<string> federations)
    {
        if (federations.IsEmpty)
            return;
        var found = await FoundBodies.AskAsync(call, federations.Select(Names.Short));
        if (federations.FirstOrDefault(name => !found.All.Contains(name)) is { } unknown)
            throw UnknownBodyException.Of("join", unknown);
    }

    public async Task<BeginningStep> FoundAsync(Beginning beginning)
    {
        var found = await FoundBodies.AskAsync(call, [beginning.Id]);
        if (!found.FindAll(beginning.Id).Contains(beginning.Name))
        {
            await (beginning.IsSection
                ? call.AskAsync(New(beginning.ToFoundSection()), call.Services.Sections.FoundSectionAsync)
                : call.AskAsync(New(beginning.ToFoundFederation()), call.Services.Federations.FoundFederationAsync));
            return new BeginningStep($"Founded {beginning.Name}.");
        }
        var difference = beginning.IsSection
            ? beginning.DifferenceFrom(await call.AskAsync(
                new GetSectionRequest { Name = beginning.Name }, call.Services.Sections.GetSectionAsync),
                await TradeCommands.TableAsync(call))
            : beginning.DifferenceFrom(await call.AskAsync(
                new GetFederationRequest { Name = beginning.Name }, call.Services.Federations.GetFederationAsync));
        return difference.Length == 0
            ? new BeginningStep($"{beginning.Name} was founded before.", Already: true)
            : throw new CheckFailedException("BODY_EXISTS",
                $"{beginning.Name} exists, and is another one: {difference}. Choose another id with --id.");
    }

    public async Task<BeginningStep> JoinAsync(string member, string federation)
    {
        var status = await StatusAsync(member, federation);
        if (status is AffiliationStatus.Member)
            return new BeginningStep($"{member} is a member of {federation} already.", Already: true);
        var asked = status is AffiliationStatus.Asked;
        if (!asked)
            await call.AskAsync<AskAffiliationRequest, CommandReply>(
                New(new AskAffiliationRequest { Member = member, Federation = federation }),
                IsSection(member)
                    ? call.Services.Sections.AskAffiliationAsync
                    : call.Services.Federations.AskAffiliationAsync);
        if (!admits)
            return new BeginningStep(
                asked
                    ? Wording.Of($"{member} has asked {federation} to take it in, before.")
                    : Wording.Of($"{member} has asked {federation} to take it in."),
                asked,
                new Hint($"{federation} answers with", $"federations admit {Names.Short(federation)} {member}"));
        if (!await Retrying.UntilAsync(() => AdmittedAsync(member, federation), call.Cancelled))
            throw new CheckFailedException("NOT_ADMITTED",
                $"{federation} has not taken {member} in yet. Give the same command again.");
        return new BeginningStep($"{federation} has taken {member} in.");
    }

    private async Task<bool> AdmittedAsync(string member, string federation)
    {
        try
        {
            await call.AskAsync(New(new AdmitMemberRequest { Federation = federation, Member = member }),
                call.Services.Federations.AdmitMemberAsync);
        }
        catch (RpcException refusal) when (ServiceError.ReasonOf(refusal) == NotAsked)
        {
            // It is tried again.
        }
        return await StatusAsync(member, federation) is AffiliationStatus.Member;
    }

    private async Task<AffiliationStatus> StatusAsync(string member, string federation)
    {
        var affiliations = IsSection(member)
            ? (await call.AskAsync(
                new GetSectionRequest { Name = member }, call.Services.Sections.GetSectionAsync)).Affiliations
            : (await call.AskAsync(
                new GetFederationRequest { Name = member },
                call.Services.Federations.GetFederationAsync)).Affiliations;
        return affiliations.FirstOrDefault(one => one.Federation == federation)?.Status
            ?? AffiliationStatus.Unspecified;
    }

    /// <summary>Opens a corridor; one that is there with other terms stays as it is.</summary>
    /// <param name="acts">For whom the caller acts, where not for both ends.</param>
    public async Task<BeginningStep> OpenAsync(OfferCorridorRequest offer, string acts)
    {
        var corridors = await call.AskAllAsync(new ListCorridorsRequest { Body = offer.From },
            call.Services.Corridors.ListCorridorsAsync, page => page.Corridors);
        var status = corridors.FirstOrDefault(corridor => corridor.From == offer.From && corridor.To == offer.To
            && corridor.Given.Equals(offer.Given) && corridor.Arrives.Equals(offer.Arrives))?.Status;
        var (from, to, currency) = (offer.From, offer.To, SumText.Of(offer.Given));
        var ends = $"{from} {to} {currency}";
        var isOffered = status is CorridorStatus.Offered;
        if (status is CorridorStatus.Open)
            return new BeginningStep($"The corridor from {from} to {to} in {currency} is open already.", Already: true);
        if (!isOffered && !admits && from != acts)
            return new BeginningStep(
                $"No corridor from {from} to {to} in {currency} is offered yet.", Already: true,
                new Hint($"{from} offers it with", $"corridors offer {ends}"));
        if (!isOffered)
            await call.AskAsync(New(offer), call.Services.Corridors.OfferCorridorAsync);
        if (!admits && to != acts)
            return new BeginningStep(
                $"The corridor from {from} to {to} in {currency} is offered.", isOffered,
                new Hint($"{to} agrees with", $"corridors agree {ends}"));
        await CorridorOpening.AgreeAsync(call, offer);
        return new BeginningStep($"Opened the corridor from {from} to {to} in {currency}.");
    }

    private async Task<BeginningStep> DepositAsync(string section, V1.Money sum)
    {
        var request = new DepositRequest
        {
            RequestId = IdOfDeposit(section, sum),
            Section = section,
            Amount = sum,
            Memo = Memo.English,
        };
        var before = (await call.AskAsync(new GetInstanceRequest(), call.Services.Instances.GetInstanceAsync)).Position;
        var reply = await call.AskAsync(request, call.Services.Sections.DepositAsync);
        return reply.Position <= before
            ? new BeginningStep($"{SumText.Of(sum)} was deposited before.", Already: true)
            : new BeginningStep($"Deposited {SumText.Of(sum)} into the treasury of {section}.");
    }

    // The same for the same section and sum, so that the service counts it once however often this is run.
    private static string IdOfDeposit(string section, V1.Money sum) =>
        RequestIds.Of($"init {section} {sum.MinorUnits} {sum.CurrencyCode}/{sum.UnitsPerMajor}");

    private static OfferCorridorRequest Offer(string from, string to, Currency currency, CorridorTerms terms) =>
        new() { From = from, To = to, Given = currency, Arrives = currency, Terms = terms };

    private static bool IsSection(string body) => body.StartsWith("sections/", StringComparison.Ordinal);

    private static T New<T>(T request) where T : Google.Protobuf.IMessage
    {
        request.Set("request_id", Guid.CreateVersion7().ToString());
        return request;
    }
}
