using System.Text;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Notices;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Notices;

/// <summary>
/// Writes notices for people. They go through hands that are not ours, so they say what kind of thing happened and
/// where to look, by names of bodies alone: no sum, no text that somebody wrote, no name of a person.
/// </summary>
/// <param name="links">See <see cref="NoticeOptions.Links"/>.</param>
internal sealed class NoticeText(Uri? links)
{
    /// <summary>The most things that a mail lists; more are counted.</summary>
    public const int LinesMax = 20;

    /// <summary>"Solidarity: 40 calls, 1 pledge for sections/geneva-masons".</summary>
    public static string Subject(NoticeDigest digest) => digest.IsTest
        ? $"Solidarity: a test notice for {digest.Body}"
        : $"Solidarity: {Counted(digest)} for {digest.Body}";

    public string Body(NoticeDigest digest)
    {
        var text = new StringBuilder();
        foreach (var notice in digest.Listed.Take(LinesMax))
            text.Append(CultureInfo.InvariantCulture, $"{Sentence(notice)}\n  {Link(digest.Body, notice)}\n\n");
        var more = Math.Max(0, digest.Listed.Length - LinesMax) + (long)digest.Unlisted;
        if (more > 0)
            text.Append(CultureInfo.InvariantCulture, $"And {more} more.\n  {LinkTo(digest.Body)}\n\n");
        return text.Append(CultureInfo.InvariantCulture,
            $"To get no more of these: solidarity notices off {digest.Body}\n").ToString();
    }

    /// <summary>Where to see what a notice is about: an address, or the command line that shows it.</summary>
    public string Link(Address told, Notice notice) =>
        LinkTo(notice.Kind is NoticeKind.Admissions or null ? told : notice.About);

    private static string Counted(NoticeDigest digest)
    {
        var counts = string.Join(", ", digest.Counts.Select(kind => Counted(kind.Kind, kind.Count)));
        return digest.Unlisted == 0 ? counts
            : counts.Length == 0 ? $"{digest.Unlisted} more"
            : $"{counts} and {digest.Unlisted} more";
    }

    private static string Counted(NoticeKind kind, int count)
    {
        var noun = kind switch
        {
            NoticeKind.Calls => "call",
            NoticeKind.Reminders => "reminder",
            NoticeKind.Warnings => "warning",
            NoticeKind.Pledges => "pledge",
            NoticeKind.Arrivals => "arrival",
            NoticeKind.HandOvers => "hand-over",
            NoticeKind.Admissions => "request for admission",
            NoticeKind.StuckTransfers => "stuck transfer",
            NoticeKind.Ends => "ended strike",
            _ => throw new UnreachableException($"notice kind {kind}"),
        };
        return count == 1 ? $"1 {noun}"
            : kind == NoticeKind.Admissions ? $"{count} requests for admission"
            : $"{count} {noun}s";
    }

    private static string Sentence(Notice notice) => notice.Kind switch
    {
        null => $"This is a test: notices for {notice.About} arrive here.",
        NoticeKind.Calls => $"A call for aid has reached you: {notice.About}",
        NoticeKind.Reminders => $"A call for aid still waits for your answer: {notice.About}",
        NoticeKind.Warnings => $"Take no work from where this strike is: {notice.About}",
        NoticeKind.Pledges => $"Somebody has pledged to your strike: {notice.About}",
        NoticeKind.Arrivals => $"Money has arrived for your strike: {notice.About}",
        NoticeKind.HandOvers => $"Money waits for your treasurer, to hand over or to confirm: {notice.About}",
        NoticeKind.Admissions => $"Asks to be taken in: {notice.About}",
        NoticeKind.StuckTransfers => $"A transfer is stuck: {notice.About}",
        NoticeKind.Ends => $"A strike is over: {notice.About}",
        _ => throw new UnreachableException($"notice kind {notice.Kind}"),
    };

    private string LinkTo(Address body) => links is not null
        ? $"{links.AbsoluteUri.TrimEnd('/')}/{body}"
        : body.Kind switch
        {
            BodyKind.Strike => $"solidarity board {body.Id}",
            BodyKind.Transfer => $"solidarity transfers show {body.Id}",
            BodyKind.Section => $"solidarity sections board {body.Id}",
            BodyKind.Federation => $"solidarity federations show {body.Id}",
            _ => throw new UnreachableException($"body kind {body.Kind}"),
        };
}
