using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;

namespace Solidarity.Domain.Federations.Relays;

/// <summary>A strike's call and warning, as they came through here.</summary>
/// <param name="Number">Of the last sending of the call that was relayed; 0: none was.</param>
/// <param name="Scope">Of that sending: how far up it went.</param>
/// <param name="Revision">Of that sending.</param>
/// <param name="Widest">How far up any sending of it went.</param>
/// <param name="Ended">The number under which it was last taken back; 0: never.</param>
/// <param name="Reminded">The number of the last reminder that was relayed.</param>
/// <param name="Warned">The strike's warning was relayed.</param>
/// <param name="Call">The call itself while it is open, for those that join meanwhile; else null.</param>
/// <param name="At">When it was last relayed; null: it was not.</param>
/// <param name="Over">The strike is over: a warning that comes later, on a slower way, warns of nothing.</param>
/// <param name="WarningRevision">Of the warning that was relayed last.</param>
public sealed record RelayedCall(
    int Number, Level Scope, int Revision = 0, Level Widest = Level.Local, int Ended = 0, int Reminded = 0,
    bool Warned = false, Call? Call = null, DateTimeOffset? At = null, bool Over = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int WarningRevision = 0)
{
    /// <summary>Relayed, and not taken back since.</summary>
    [JsonIgnore]
    public bool IsOpen => Number > 0 && Number >= Ended;
}

/// <summary>A warning that was relayed, and when.</summary>
/// <param name="Origin">As in <see cref="FederationRelays.OpenCalls"/>.</param>
public sealed record RelayedWarning(Warning Warning, DateTimeOffset At, Address Origin);

/// <summary>What a federation is asked and told about calls and warnings that it relays.</summary>
[JsonDerivedType(typeof(TellNewcomer), "tell-newcomer")]
[JsonDerivedType(typeof(LearnCall), "learn-call")]
[JsonDerivedType(typeof(LearnCallEnd), "learn-call-end")]
[JsonDerivedType(typeof(LearnReminder), "learn-reminder")]
[JsonDerivedType(typeof(LearnWarning), "learn-warning")]
internal abstract record RelayCommand : FederationCommand
{
    private RelayCommand() { }

    public sealed record LearnCall(Call Call, Address From) : RelayCommand;

    public sealed record LearnCallEnd(StrikeId Strike, int Number, CallEnd How, Address From) : RelayCommand;

    public sealed record LearnReminder(StrikeId Strike, int Number, Address From) : RelayCommand;

    public sealed record LearnWarning(Warning Warning, Address From) : RelayCommand;

    /// <summary>Tells a newcomer more of what is open here; the federation reminds itself of it.</summary>
    /// <param name="Since">When it came.</param>
    /// <param name="InCalls">Whether all warnings were told, and some calls; else it is still at the warnings.</param>
    /// <param name="After">The strike of what was told last.</param>
    public sealed record TellNewcomer(Address To, DateTimeOffset Since, bool InCalls, StrikeId? After)
        : RelayCommand;
}

/// <summary>What happened to calls and warnings that it relays.</summary>
[JsonDerivedType(typeof(CallsTold), "federation.calls-told.v1")]
[JsonDerivedType(typeof(CallRelayed), "federation.call-relayed.v1")]
[JsonDerivedType(typeof(CallNotRelayed), "federation.call-not-relayed.v1")]
[JsonDerivedType(typeof(CallEndRelayed), "federation.call-end-relayed.v1")]
[JsonDerivedType(typeof(ReminderRelayed), "federation.reminder-relayed.v1")]
[JsonDerivedType(typeof(WarningRelayed), "federation.warning-relayed.v1")]
internal abstract record RelayEvent : FederationEvent
{
    private RelayEvent() { }

    /// <summary>A newcomer was told more of what is open here: the first behind what it was told before.</summary>
    /// <inheritdoc cref="RelayCommand.TellNewcomer"/>
    public sealed record CallsTold(Address To, DateTimeOffset Since, bool InCalls, StrikeId? After) : RelayEvent;

    /// <param name="ToSections">Whether its sections get it, too: not where it only goes to a wider scope.</param>
    /// <param name="GivesWay">The strike whose call newcomers are not given any more, for want of room; null: none.
    /// </param>
    public sealed record CallRelayed(
        Call Call, Address From, bool ToSections, DateTimeOffset At, StrikeId? GivesWay = null)
        : RelayEvent;

    /// <summary>A call came that the federation has no room for, or to one that does not exist.</summary>
    public sealed record CallNotRelayed(Call Call, string Reason) : RelayEvent;

    public sealed record CallEndRelayed(StrikeId Strike, int Number, CallEnd How, Address From) : RelayEvent;

    public sealed record ReminderRelayed(StrikeId Strike, int Number, Address From) : RelayEvent;

    /// <param name="GivesWay">As in <see cref="CallRelayed"/>.</param>
    public sealed record WarningRelayed(
        Warning Warning, Address From, DateTimeOffset At, StrikeId? GivesWay = null) : RelayEvent;
}
