using System.Text.Json.Serialization;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;

namespace Solidarity.Domain.Sections.Inbox;

/// <summary>What reaches a section of other strikes, and what its people do about that in its inbox.</summary>
[JsonDerivedType(typeof(LearnCall), "learn-call")]
[JsonDerivedType(typeof(LearnCallEnd), "learn-call-end")]
[JsonDerivedType(typeof(LearnReminder), "learn-reminder")]
[JsonDerivedType(typeof(RingReminder), "ring-reminder")]
[JsonDerivedType(typeof(LearnWarning), "learn-warning")]
[JsonDerivedType(typeof(SeeCall), "see-call")]
[JsonDerivedType(typeof(SetReminders), "set-reminders")]
[JsonDerivedType(typeof(AcknowledgeWarning), "acknowledge-warning")]
public abstract record InboxCommand : SectionCommand
{
    private InboxCommand() { }

    public sealed record LearnCall(Call Call, Address From) : InboxCommand;

    public sealed record LearnCallEnd(StrikeId Strike, int Number, CallEnd How) : InboxCommand;

    public sealed record LearnReminder(StrikeId Strike, int Number) : InboxCommand;

    /// <summary>The alarm of a reminder that came in quiet hours.</summary>
    public sealed record RingReminder(StrikeId Strike, int Number) : InboxCommand;

    public sealed record LearnWarning(Warning Warning, Address From) : InboxCommand;

    /// <summary>The section's people have taken note of a call.</summary>
    public sealed record SeeCall(StrikeId Strike) : InboxCommand;

    public sealed record SetReminders(ReminderSettings Settings) : InboxCommand;

    public sealed record AcknowledgeWarning(StrikeId Strike) : InboxCommand;
}
