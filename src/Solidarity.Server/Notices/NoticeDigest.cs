using System.Security.Cryptography;
using System.Text;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Notices;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Notices;

/// <summary>All that waited for a channel, to be told in one message.</summary>
/// <param name="Id">The same for the same content over the same channel: a message that was sent twice, because the
/// service was killed in between, is known by it.</param>
/// <param name="Counts">How many things of each kind are listed, in the order of the kinds.</param>
/// <param name="Unlisted">How many there are beyond these.</param>
internal sealed record NoticeDigest(
    string Id, Address Body, ImmutableArray<Notice> Listed, ImmutableArray<(NoticeKind Kind, int Count)> Counts,
    int Unlisted, DateTimeOffset At)
{
    private const int IdBytes = 12;

    public static NoticeDigest Of(Address body, NoticeQueue queue, DateTimeOffset at)
    {
        var first = queue.Listed.IsEmpty ? queue.Last : queue.Listed[0].Position;
        var content = string.Create(
            CultureInfo.InvariantCulture, $"{body}\n{queue.Target}\n{first}\n{queue.Last}\n{queue.Unlisted}");
        return new NoticeDigest(
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)).AsSpan(0, IdBytes)),
            body, queue.Listed,
            [
                .. queue.Listed.Where(notice => notice.Kind is not null).GroupBy(notice => notice.Kind!.Value)
                    .OrderBy(kind => kind.Key).Select(kind => (kind.Key, kind.Count())),
            ],
            queue.Unlisted, at);
    }

    /// <summary>Whether it tells of nothing but that notices arrive.</summary>
    public bool IsTest => Counts.IsEmpty && Unlisted == 0;
}
