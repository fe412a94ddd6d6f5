using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Money;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Text;
using static Solidarity.Domain.Sections.OwnCalls.OwnCallCommand;
using static Solidarity.Domain.Sections.OwnCalls.OwnCallEvent;
using static Solidarity.Domain.Sections.SectionRefusals;

namespace Solidarity.Domain.Sections.OwnCalls;

/// <summary>What a section can be asked about the calls and warnings of its own strikes.</summary>
[JsonDerivedType(typeof(CallForAid), "call-for-aid")]
[JsonDerivedType(typeof(AmendCall), "amend-call")]
[JsonDerivedType(typeof(NarrowCall), "narrow-call")]
[JsonDerivedType(typeof(CancelCall), "cancel-call")]
[JsonDerivedType(typeof(RemindSilent), "remind-silent")]
[JsonDerivedType(typeof(GiveWarning), "give-warning")]
[JsonDerivedType(typeof(LearnCallSent), "learn-call-sent")]
public abstract record OwnCallCommand : SectionCommand
{
    private OwnCallCommand() { }

    /// <summary>Calls for aid, or sends the call wider: to a wider scope, or to more recipients. It keeps what it said
    /// before, also where it was cancelled since.</summary>
    /// <param name="Recipients">Federations and sections that get the call besides the section's own
    /// federations; up to <see cref="OwnStrikes.SectionStrikes.RecipientsMax"/>.</param>
    public sealed record CallForAid(
        StrikeId Strike, Level Scope, ImmutableArray<Address> Recipients, CallChange Change) : OwnCallCommand;

    /// <summary>Changes what the call says, and sends it no farther: whoever has it learns of it.</summary>
    public sealed record AmendCall(StrikeId Strike, CallChange Change) : OwnCallCommand;

    /// <summary>Asks less far than before: the call is taken back from those outside of the scope.</summary>
    public sealed record NarrowCall(StrikeId Strike, Level Scope) : OwnCallCommand;

    /// <summary>Asks nobody any more; what was promised stands.</summary>
    public sealed record CancelCall(StrikeId Strike, string Reason) : OwnCallCommand;

    /// <summary>Reminds those that have not answered.</summary>
    public sealed record RemindSilent(StrikeId Strike) : OwnCallCommand;

    /// <summary>Warns all sections of the trade, everywhere, not to come and work for the struck employers.</summary>
    public sealed record GiveWarning(StrikeId Strike, string Text) : OwnCallCommand;

    /// <summary>The strike has sent the call wider by itself.</summary>
    public sealed record LearnCallSent(Call Call) : OwnCallCommand;
}

/// <summary>What a section decides about the calls of its own strikes: sending, narrowing, cancelling, reminding,
/// warning.</summary>
internal static class OwnCallRules
{
    public static Decision<SectionEvent> Decide(Section state, OwnCallCommand command, DateTimeOffset at) =>
        command switch
        {
            CallForAid c => OnCall(state, c, at),
            AmendCall c => OnAmend(state, c, at),
            NarrowCall c => OnNarrow(state, c, at),
            CancelCall c => OnCancel(state, c, at),
            RemindSilent c => (OpenCall(state, c.Strike, out _) ?? Flood(state, at)) is { } no
                ? no
                : new RemindersAsked(c.Strike, at),
            GiveWarning c => OnWarning(state, c, at),
            LearnCallSent c => state.Strikes.Declared.TryGetValue(c.Call.Strike, out var sent) && sent.Call is not null
                ? new CallWidened(c.Call)
                : Decision<SectionEvent>.Nothing,
            _ => throw new UnreachableException($"section command {command.GetType().Name}"),
        };

    /// <summary>The refusal where the section has sent out too much of late; else null.</summary>
    public static Refusal? Flood(Section state, DateTimeOffset at) =>
        state.Strikes.Sent.Count(sent => sent > at.AddDays(-1)) >= SectionStrikes.SendingsPerDayMax
            ? CommonRefusals.LimitReached(nameof(SectionStrikes.SendingsPerDayMax), SectionStrikes.SendingsPerDayMax,
                $"section {state.Id} has sent out too many calls, warnings and reminders in 24 hours; wait, or put "
                + $"into one call what several would say")
            : null;

    private static Decision<SectionEvent> OnCall(Section state, CallForAid command, DateTimeOffset at)
    {
        if ((CheckShape(state, command.Change) ?? CheckBodies(state, "recipients", command.Recipients)) is { } no)
            return no;
        if (OwnStrikeRules.CheckGoesOn(state, command.Strike, out var strike) is { } over)
            return over;
        // A call only ever widens by being sent again: what was asked of someone is not taken back by asking others.
        var scope = strike.IsCalling && strike.Call!.Scope > command.Scope ? strike.Call.Scope : command.Scope;
        if (command.Change.Terms?.Widest < scope)
            return CommonRefusals.Malformed(
                "terms.widest", $"is {command.Change.Terms.Widest}, but the call goes to {scope} already");
        if (Amended(state, command.Strike, strike, command.Change, out var call, out var terms) is { } incomplete)
            return incomplete;
        var recipients = strike.Recipients.Union(command.Recipients).Union(Federations(state));
        if (recipients.Count > SectionStrikes.RecipientsMax)
            return CommonRefusals.LimitReached(nameof(SectionStrikes.RecipientsMax), SectionStrikes.RecipientsMax,
                $"the call of strike {command.Strike} goes to too many; let federations relay it");
        return Flood(state, at) is { } flood
            ? flood
            : new CalledForAid(call with { Number = call.Number + 1, Scope = scope }, [.. recipients], at, terms);
    }

    private static Decision<SectionEvent> OnAmend(Section state, AmendCall command, DateTimeOffset at)
    {
        if (CheckShape(state, command.Change) is { } no)
            return no;
        if (OpenCall(state, command.Strike, out var before) is { } closed)
            return closed;
        var strike = state.Strikes.Declared[command.Strike];
        if (Amended(state, command.Strike, strike, command.Change, out var call, out var terms) is { } incomplete)
            return incomplete;
        if (terms?.Widest < before!.Scope && command.Change.Terms?.Widest is not null)
            return CommonRefusals.Malformed(
                "terms.widest", $"is {terms.Widest}, but the call goes to {before.Scope} already; narrow it first");
        if (call.SaysTheSameAs(before!) && CallTerms.AreSame(terms, strike.Terms))
            return Decision<SectionEvent>.Nothing;
        return Flood(state, at) is { } flood ? flood : new CallAmended(call, terms, at);
    }

    /// <summary>The refusal where the change leaves out what the strike has not said before; else null.</summary>
    private static Refusal? Amended(
        Section state, StrikeId id, OwnStrike strike, CallChange change, out Call call, out CallTerms? terms)
    {
        call = change.Applied(
            strike.Call ?? new Call(id, state.Id, Number: 0, Level.Local, Asks: "", Need: null, strike.Facts));
        terms = strike.Terms;
        if (change.Check(strike.Terms) is { } incomplete)
            return incomplete;
        terms = change.Applied(strike.Terms);
        return terms is { RunwayDays: not null, Pay: null }
            ? CommonRefusals.Malformed("terms.runway_days", "needs the strike pay that the runway is reckoned with")
            : null;
    }

    private static Refusal? CheckShape(Section state, CallChange change) =>
        Texts.Check("asks", change.Asks ?? "", Texts.MemoCharsMax, required: false)
        ?? (change.Need is { } need ? CheckNeed(state, need) : null)
        ?? (change.Terms is { } terms ? CheckTerms(state, terms) : null)
        ?? (change.Contradiction() is { } part
            ? CommonRefusals.Malformed("without", $"names {part}, which is given as well")
            : null);

    // Only what the section keeps can arrive, and so cover what is needed.
    private static Refusal? CheckNeed(Section state, Amount need) =>
        need.IsPayable && !state.Profile.Currencies.Contains(need.Currency)
            ? OwnCallRefusals.NeedNotKept(state, need.Currency)
            : state.CheckAmount(need);

    private static Refusal? CheckTerms(Section state, CallTermsChange terms)
    {
        if (terms.WaveHours is < 1 or > CallTerms.WaveHoursMax)
            return CommonRefusals.Malformed("wave_hours", $"is {terms.WaveHours}; 1 to {CallTerms.WaveHoursMax}");
        if (terms.RunwayDays is < 1 or > CallTerms.RunwayDaysMax)
            return CommonRefusals.Malformed("runway_days", $"is {terms.RunwayDays}; 1 to {CallTerms.RunwayDaysMax}");
        if (terms.Pay is { Strikers: < 1 or > StrikeFacts.StrikersMax } pay)
            return CommonRefusals.Malformed("strikers", $"is {pay.Strikers}; 1 to {StrikeFacts.StrikersMax}");
        return DayRange.Check("from", terms.Pay?.From)
            ?? (terms.Pay?.Weekly is { } weekly ? state.CheckAmount(weekly) : null)
            ?? CheckBodies(state, "foreign", terms.Foreign);
    }

    private static Refusal? CheckBodies(Section state, string field, ImmutableArray<Address> bodies)
    {
        if (bodies.IsDefault || bodies.Length > SectionStrikes.RecipientsMax)
            return CommonRefusals.Malformed(field, $"at most {SectionStrikes.RecipientsMax} may be named");
        foreach (var body in bodies)
            if (body.Kind is not (BodyKind.Section or BodyKind.Federation) || body == (Address)state.Id)
                return CommonRefusals.Malformed(field, $"{body} is no other section and no federation");
        return null;
    }

    private static Decision<SectionEvent> OnNarrow(Section state, NarrowCall command, DateTimeOffset at)
    {
        if (OpenCall(state, command.Strike, out var call) is { } no)
            return no;
        if (command.Scope >= call!.Scope)
            return OwnCallRefusals.NotNarrower(command.Strike, call.Scope, command.Scope);
        return Flood(state, at) is { } flood ? flood : new CallNarrowed(command.Strike, command.Scope, at);
    }

    private static Decision<SectionEvent> OnCancel(Section state, CancelCall command, DateTimeOffset at)
    {
        // To take back what one has asked is never too much.
        var no = Texts.Check("reason", command.Reason, Texts.MemoCharsMax, required: false)
            ?? OpenCall(state, command.Strike, out _);
        return no is not null ? no : new CallCancelled(command.Strike, command.Reason, at);
    }

    private static Decision<SectionEvent> OnWarning(Section state, GiveWarning command, DateTimeOffset at)
    {
        if (Texts.Check("text", command.Text, Texts.MemoCharsMax) is { } no)
            return no;
        if (OwnStrikeRules.CheckGoesOn(state, command.Strike, out var strike) is { } over)
            return over;
        if (strike.Warned)
            return OwnCallRefusals.WarnedAlready(command.Strike);
        return Flood(state, at) is { } flood
            ? flood
            : new WarningGiven(command.Strike, command.Text, [.. strike.Recipients.Union(Federations(state))], at);
    }

    private static Refusal? OpenCall(Section state, StrikeId id, out Call? call)
    {
        call = null;
        if (OwnStrikeRules.CheckGoesOn(state, id, out var strike) is { } no)
            return no;
        call = strike.Call;
        return strike.IsCalling ? null : OwnCallRefusals.NotCalled(id);
    }

    private static IEnumerable<Address> Federations(Section state) =>
        state.Affiliations.Joined.Select(federation => (Address)federation);
}

/// <summary>A section's refusals about calls of its own strikes.</summary>
internal static class OwnCallRefusals
{
    public static Refusal NeedNotKept(Section state, Currency currency) => Precondition("CURRENCY_LACKING",
        $"section {state.Id} keeps no money in {currency}, so nothing that arrives could cover a need in it: name what "
        + $"is needed in {string.Join(", ", state.Profile.Currencies)}. To keep another "
        + $"one: solidarity sections amend {state.Id} --add-currency {currency}",
        ("section", state.Id), ("currency", currency));

    public static Refusal NotCalled(StrikeId strike) => Precondition("NOT_CALLED",
        $"strike {strike} has no open call; call for aid first.", ("strike", strike));

    public static Refusal NotNarrower(StrikeId strike, Level scope, Level asked) => Precondition("NOT_NARROWER",
        $"the call of strike {strike} is {scope} now, and {asked} is no narrower. To widen it, call again.",
        ("strike", strike), ("scope", scope), ("asked", asked));

    public static Refusal WarnedAlready(StrikeId strike) => Refusal.Of(RefusalKind.AlreadyExists, "WARNED_ALREADY",
        $"the warning of strike {strike} was sent already, everywhere.", ("strike", strike));
}
