using Solidarity.Domain.Bodies;

namespace Solidarity.Replay.Seeds;

/// <summary>
/// The calls of one strike, in order of date. The first recorded call becomes CallForAid through its issuer, each
/// further one WidenCall. Where someone answers whom no call has reached, the answer itself shows that there was one: a
/// call is implied on the day of the answer, addressed to the answerer's federation (or to the answerer, where it has
/// none that has not heard), and wide enough for it.
/// </summary>
internal sealed class CallSteps(Story story, SeedStrikeRow strike, IEnumerable<AidRow> aid)
{
    private readonly CallReach _reach = new(story);
    private readonly ImmutableArray<Step>.Builder _steps = ImmutableArray.CreateBuilder<Step>();

    /// <summary>The steps. After that, <see cref="Reached"/> can be asked.</summary>
    public ImmutableArray<Step> Make()
    {
        var calls = story.CallsOf(strike.Id).ToLookup(story.DateOf);
        var answers = aid.Where(IsAnswer).ToLookup(story.DateOf);
        var days = calls.Select(group => group.Key).Concat(answers.Select(group => group.Key));
        foreach (var day in days.Distinct().Order())
        {
            foreach (var call in calls[day])
                Recorded(call, day);
            Implied([.. answers[day].Select(row => row.From.Body!.Value).Distinct()], day);
        }
        return _steps.ToImmutable();
    }

    public bool Reached(Address body) => _reach.Includes(body);

    // Whoever a row of aid names heard of the strike, also who was only asked; totals and repayments say nothing of it.
    private bool IsAnswer(AidRow row) =>
        row.From.Body is not null
        && row.Kind is not (SeedAidKind.Aggregate or SeedAidKind.Repayment or SeedAidKind.RepaymentRedirected)
        && !story.IsOver(strike.Id, story.DateOf(row));

    private void Recorded(CallRow call, DateOnly day)
    {
        var isOwn = OwnFederations(day).Contains(call.Issuer);
        GoOut(new($"call/{call.Id}"), day, story.LevelOf(call.Issuer), isOwn ? [] : [call.Issuer], call.Asks);
    }

    private void Implied(ImmutableArray<Address> answerers, DateOnly day)
    {
        var missed = answerers.Where(body => !_reach.Includes(body)).ToImmutableArray();
        if (missed.IsEmpty)
            return;
        var addresses = missed.Select(body => AddressOf(body, day)).ToImmutableArray();
        var scope = missed.Zip(addresses, ScopeFor).Max();
        GoOut(
            new($"strike/{strike.Id}/implied-call/{day:yyyy-MM-dd}"), day, scope, [.. addresses.Distinct()], null);
    }

    private void GoOut(
        StepKey key, DateOnly day, V1.Level scope, ImmutableArray<Address> recipients, string? asks)
    {
        _reach.Widen(scope);
        if (_steps.Count == 0)
        {
            _steps.Add(new Step.CallForAid(
                day, key, strike.Section, strike.Id, _reach.Scope, recipients, asks));
            _reach.Spread(OwnFederations(day).Select(federation => (Address)federation), day);
        }
        else
        {
            _steps.Add(new Step.WidenCall(day, key, strike.Section, strike.Id, _reach.Scope, recipients, asks));
        }
        _reach.Spread(recipients, day);
    }

    private Address AddressOf(Address body, DateOnly day)
    {
        var ways = body.Kind is BodyKind.Section ? FederationsOf(body, day) : [];
        return ways.Select(federation => (Address?)federation)
            .FirstOrDefault(federation => !_reach.Includes(federation!.Value)) ?? body;
    }

    private V1.Level ScopeFor(Address answerer, Address recipient) =>
        story.CountryOf(answerer) != strike.Country ? V1.Level.International
        : recipient.Kind is BodyKind.Federation ? story.LevelOf(new(recipient.Id))
        : V1.Level.Local;

    private IEnumerable<FederationId> OwnFederations(DateOnly day) => FederationsOf(strike.Section, day);

    private IEnumerable<FederationId> FederationsOf(Address body, DateOnly day) =>
        story.Affiliations
            .Where(affiliation => affiliation.Member == body && affiliation.IsOn(day))
            .Select(affiliation => affiliation.Federation);
}
