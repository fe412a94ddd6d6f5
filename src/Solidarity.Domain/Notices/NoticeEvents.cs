namespace Solidarity.Domain.Notices;

/// <summary>What a section or a federation is asked about its notices: by its own people, and (<c>Note…</c>) by the
/// service that sends them.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "command")]
[JsonDerivedType(typeof(SetNotices), "set-notices")]
[JsonDerivedType(typeof(StopNotices), "stop-notices")]
[JsonDerivedType(typeof(TestNotices), "test-notices")]
[JsonDerivedType(typeof(NoteNoticeSent), "note-notice-sent")]
[JsonDerivedType(typeof(NoteNoticeFailed), "note-notice-failed")]
public abstract record NoticeCommand
{
    private NoticeCommand() { }

    /// <summary>Takes the place of all that was chosen before.</summary>
    public sealed record SetNotices(NoticeSettings Settings) : NoticeCommand;

    /// <param name="Kinds">Empty: all.</param>
    public sealed record StopNotices(ImmutableSortedSet<NoticeKind> Kinds) : NoticeCommand;

    /// <summary>Sends a notice over every channel now, also in quiet hours.</summary>
    public sealed record TestNotices : NoticeCommand;

    /// <inheritdoc cref="NoticeEvent.NoticeSent"/>
    public sealed record NoteNoticeSent(string Target, long Through, int Unlisted) : NoticeCommand;

    /// <inheritdoc cref="NoticeEvent.NoticeFailed"/>
    public sealed record NoteNoticeFailed(string Target, long Through, string Problem) : NoticeCommand;
}

/// <summary>What happened to the notices of a section or a federation. The names are the storage format.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(NoticesSet), "notices.set.v1")]
[JsonDerivedType(typeof(NoticesTested), "notices.tested.v1")]
[JsonDerivedType(typeof(NoticeSent), "notices.sent.v1")]
[JsonDerivedType(typeof(NoticeFailed), "notices.failed.v1")]
public abstract record NoticeEvent
{
    private NoticeEvent() { }

    /// <param name="Settings">What holds now, whole.</param>
    public sealed record NoticesSet(NoticeSettings Settings) : NoticeEvent;

    public sealed record NoticesTested(DateTimeOffset At) : NoticeEvent;

    /// <summary>A message has gone out over a channel.</summary>
    /// <param name="Through">The journal's position up to which it told everything.</param>
    /// <param name="Unlisted">How many things it told of by their number alone.</param>
    public sealed record NoticeSent(string Target, long Through, int Unlisted, DateTimeOffset At) : NoticeEvent;

    /// <summary>A message did not go out; what it was to tell still waits.</summary>
    /// <param name="Through">What it would have told of.</param>
    public sealed record NoticeFailed(string Target, long Through, string Problem, DateTimeOffset At) : NoticeEvent;
}
