using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Text;

namespace Solidarity.Domain.Strikes.Calls;

/// <summary>A strike's call for aid: how far it has gone out, and what federations have reported of it.</summary>
/// <param name="LastNumber">The number of the last thing that the strike sent out over the federations.</param>
/// <param name="IsOpen">The call was sent, and not taken back from everybody.</param>
/// <param name="WaveWaits">An alarm is set for the end of the present wave.</param>
/// <param name="Recipients">Whom the strike ever sent its call to itself, and so whom it tells of the end.</param>
/// <param name="Waves">The newest, at most <see cref="WavesMax"/>.</param>
/// <param name="RunwayChecks">How often the runway was looked at.</param>
/// <param name="RunwayArmed">The runway was long enough at the last look, so that it can fall too low.</param>
public sealed record StrikeCalls(
    int LastNumber, Call? Call, bool IsOpen, bool WaveWaits, CallTerms? Terms, ImmutableSortedSet<Address> Recipients,
    ImmutableArray<CallWave> Waves, ImmutableSortedDictionary<FederationId, RelayReport> Relays, int RunwayChecks,
    bool RunwayArmed)
{
    public const int WavesMax = 100;

    /// <summary>The most federations whose reports are kept.</summary>
    public const int RelaysMax = 20_000;

    /// <summary>Of these, the most that are only known from what others report to have told.</summary>
    public const int RelaysHeardOfMax = 10_000;

    /// <summary>The most federations that one report names as told, in so far as they are kept.</summary>
    public const int ToldPerReportMax = 1_000;

    public const int RecipientsMax = 2_000;

    public static readonly StrikeCalls None = new(
        LastNumber: 0, Call: null, IsOpen: false, WaveWaits: false, Terms: null, [], [],
        ImmutableSortedDictionary<FederationId, RelayReport>.Empty, RunwayChecks: 0, RunwayArmed: false);
}

/// <summary>What a strike is told about a strike's call for aid.</summary>
[JsonDerivedType(typeof(SendCall), "send-call")]
[JsonDerivedType(typeof(AmendCall), "amend-call")]
[JsonDerivedType(typeof(PassCallOn), "pass-call-on")]
[JsonDerivedType(typeof(NarrowCall), "narrow-call")]
[JsonDerivedType(typeof(CancelCall), "cancel-call")]
[JsonDerivedType(typeof(EndWave), "end-wave")]
[JsonDerivedType(typeof(CheckRunway), "check-runway")]
[JsonDerivedType(typeof(RemindSilent), "remind-silent")]
[JsonDerivedType(typeof(LearnRelayed), "learn-relayed")]
internal abstract record CallCommand : StrikeCommand
{
    private CallCommand() { }

    internal override SectionId? SpokenBy => this switch
    {
        SendCall c => c.Call.Section,
        AmendCall c => c.Call.Section,
        PassCallOn c => c.By,
        NarrowCall c => c.By,
        CancelCall c => c.By,
        RemindSilent c => c.By,
        EndWave or CheckRunway or LearnRelayed => null,
        _ => throw new UnreachableException($"call command {GetType().Name}"),
    };

    internal override Refusal? CheckTexts() => this switch
    {
        SendCall c => CheckTexts(c.Call),
        AmendCall c => CheckTexts(c.Call),
        CancelCall c => Texts.Check("reason", c.Reason, Texts.MemoCharsMax, required: false),
        PassCallOn or NarrowCall or EndWave or CheckRunway or RemindSilent or LearnRelayed => null,
        _ => throw new UnreachableException($"call command {GetType().Name}"),
    };

    private static Refusal? CheckTexts(Call call) =>
        call.Facts.Check() ?? Texts.Check("asks", call.Asks, Texts.MemoCharsMax, required: false);

    /// <param name="Call">Its number is given by the strike.</param>
    /// <param name="Terms">How it is to widen by itself; null: not at all.</param>
    public sealed record SendCall(Call Call, ImmutableArray<Address> Recipients, CallTerms? Terms = null)
        : CallCommand;

    /// <summary>The call says something else, and goes to those who have it.</summary>
    /// <inheritdoc cref="SendCall"/>
    public sealed record AmendCall(Call Call, CallTerms? Terms) : CallCommand;

    /// <summary>The striking section has joined a federation, which gets the call as well.</summary>
    public sealed record PassCallOn(SectionId By, Address Recipient) : CallCommand;

    public sealed record NarrowCall(SectionId By, Level Scope) : CallCommand;

    public sealed record CancelCall(SectionId By, string Reason) : CallCommand;

    /// <summary>The alarm at the end of a wave.</summary>
    public sealed record EndWave(int Number) : CallCommand;

    /// <summary>The alarm for the runway.</summary>
    public sealed record CheckRunway(int Check) : CallCommand;

    /// <summary>Reminds those that have not answered.</summary>
    /// <param name="By">The striking section, or null where it is the wave's own alarm.</param>
    /// <param name="Number">The wave that the alarm was set for.</param>
    public sealed record RemindSilent(SectionId? By, int Number) : CallCommand;

    /// <summary>A federation has relayed the call, or could not.</summary>
    /// <param name="Told">The federations that it told; null: none.</param>
    public sealed record LearnRelayed(
        FederationId Federation, int Number, Level Scope, int Sections, int Federations, string Problem,
        ImmutableArray<FederationId>? Told = null) : CallCommand;
}

/// <summary>What happened to a strike's call for aid.</summary>
[JsonDerivedType(typeof(CallSent), "strike.call-sent.v1")]
[JsonDerivedType(typeof(CallTakenBack), "strike.call-taken-back.v1")]
[JsonDerivedType(typeof(CallPassedOn), "strike.call-passed-on.v1")]
[JsonDerivedType(typeof(WaveKept), "strike.wave-kept.v1")]
[JsonDerivedType(typeof(RunwayWatched), "strike.runway-watched.v1")]
[JsonDerivedType(typeof(ReminderSent), "strike.reminder-sent.v1")]
[JsonDerivedType(typeof(RelayReported), "strike.relay-reported.v1")]
public abstract record CallEvent : StrikeEvent
{
    private CallEvent() { }

    /// <param name="Recipients">Whom the strike itself sends it to; federations relay it further.</param>
    /// <param name="Terms">How it is to widen by itself; null: not at all.</param>
    public sealed record CallSent(
        Call Call, ImmutableArray<Address> Recipients, DateTimeOffset At, CallTerms? Terms = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        WaveCause Cause = WaveCause.ByHand) : CallEvent;

    /// <summary>Everybody whom the call has reached is told so; where it was narrowed, a new sending follows.</summary>
    public sealed record CallTakenBack(int Number, CallEnd How, string Reason, DateTimeOffset At) : CallEvent;

    /// <summary>The call went to one more, as it is.</summary>
    public sealed record CallPassedOn(Address Recipient, DateTimeOffset At) : CallEvent;

    /// <summary>A wave's time was over and the need covered, so that nobody else had to be asked; or it is not covered
    /// any more, and the wave's time began anew.</summary>
    /// <param name="Until">When the new time ends; null: none has begun.</param>
    public sealed record WaveKept(int Number, DateTimeOffset? Until) : CallEvent;

    /// <summary>The runway was looked at.</summary>
    /// <param name="Check">Counts these looks, so that only the alarm of the last one rings.</param>
    /// <param name="Again">When it is looked at again; null where it has fallen too low, until it is long enough.
    /// </param>
    public sealed record RunwayWatched(int Check, DateTimeOffset? Again) : CallEvent;

    public sealed record ReminderSent(int Number, DateTimeOffset At) : CallEvent;

    /// <param name="Told">The federations that it told; null: none.</param>
    public sealed record RelayReported(
        FederationId Federation, RelayReport Report, ImmutableArray<FederationId>? Told = null) : CallEvent;
}
