using Solidarity.Domain.Notices;

namespace Solidarity.Domain.Sections.Notices;

/// <summary>What a section is asked about its notices.</summary>
[JsonDerivedType(typeof(ToNotices), "to-notices")]
public abstract record OwnNoticesCommand : SectionCommand
{
    private OwnNoticesCommand() { }

    public sealed record ToNotices(NoticeCommand Asked) : OwnNoticesCommand;
}

/// <summary>What happened to a section's notices.</summary>
[JsonDerivedType(typeof(OfNotices), "section.of-notices.v1")]
public abstract record OwnNoticesEvent : SectionEvent
{
    private OwnNoticesEvent() { }

    public sealed record OfNotices(NoticeEvent Happened) : OwnNoticesEvent;
}
