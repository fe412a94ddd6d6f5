using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Paging;

/// <summary>One page of a list.</summary>
/// <param name="NextToken">Empty on the last page.</param>
internal sealed record Page<TMessage>(IReadOnlyList<TMessage> Items, string NextToken);

/// <summary>
/// Which page of which list is asked for. A token is the key of the last item of the page before, with a mark of the
/// list and its filters: what came or went in between moves no other item to another page, and a token of another list
/// is known as such.
/// </summary>
/// <param name="After">The key of the last item that the caller has; empty for the first page.</param>
/// <param name="List">The name of the list.</param>
internal sealed record PageRequest(int Size, string After, long Mark, string List)
{
    private const int MarkBytes = sizeof(long);
    private const string TokenField = "page_token";
    private const string NoToken = "is no token of this list with these filters; begin with an empty one";

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <param name="list">The name of the list, and its filters.</param>
    public static PageRequest Read(Fields fields, int pageSize, string pageToken, params ReadOnlySpan<string> list)
    {
        if (pageSize < 0)
            fields.Add("page_size", $"is {pageSize}; it must be 0 (for {ServerLimits.PageSizeDefault}) or above");
        var size = pageSize == 0 ? ServerLimits.PageSizeDefault : Math.Min(pageSize, ServerLimits.PageSizeMax);
        var mark = MarkOf(list);
        if (pageToken.Length == 0)
            return new PageRequest(size, "", mark, list[0]);
        if (KeyIn(pageToken, mark) is { } key)
            return new PageRequest(size, key, mark, list[0]);
        fields.Add(TokenField, NoToken);
        return new PageRequest(size, "", mark, list[0]);
    }

    /// <summary>A page of a list that goes by positions of the journal.</summary>
    /// <inheritdoc cref="Read" path="/param"/>
    public static PageRequest ReadByPosition(
        Fields fields, int pageSize, string pageToken, params ReadOnlySpan<string> list)
    {
        var page = Read(fields, pageSize, pageToken, list);
        // A token can be made up by anybody who knows how.
        if (page.After.Length == 0 || TryPosition(page.After, out _))
            return page;
        fields.Add(TokenField, NoToken);
        return page with { After = "" };
    }

    /// <summary>The position behind which the page begins; 0 for the first page.</summary>
    public long AfterPosition => TryPosition(After, out var position) ? position : 0;

    private static bool TryPosition(string key, out long position) =>
        long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out position);

    public string TokenFor(long position) => TokenFor(position.ToString(CultureInfo.InvariantCulture));

    /// <summary>Cuts the page out of all items, in whatever order they are. Costs one pass, and a sort of those that
    /// come after the page before; only what goes onto the page is written.</summary>
    /// <param name="key">Unique, not empty; the order of the list is that of the keys' code points.</param>
    /// <param name="name">Writes only what names an item, for where it cannot be written: the rest of the list is shown
    /// as usual.</param>
    public Page<TMessage> Cut<T, TMessage>(
        IEnumerable<T> items, Func<T, string> key, Func<T, TMessage> write, Func<T, TMessage> name)
        where TMessage : class, IMessage
    {
        var rest = items.Select(item => (Key: key(item), Item: item))
            .Where(item => string.CompareOrdinal(item.Key, After) > 0)
            .OrderBy(item => item.Key, StringComparer.Ordinal)
            .Take(Size + 1);
        var page = new List<TMessage>();
        var (bytes, last) = (0, "");
        foreach (var (itemKey, item) in rest)
        {
            var message = FaultyRow.Or(List, item, write, name);
            bytes += message.CalculateSize();
            if (page.Count == Size || (page.Count > 0 && bytes > ServerLimits.PageBytesMax))
                return new Page<TMessage>(page, TokenFor(last));
            page.Add(message);
            last = itemKey;
        }
        return new Page<TMessage>(page, "");
    }

    public string TokenFor(string key)
    {
        var bytes = new byte[MarkBytes + Utf8.GetByteCount(key)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Mark);
        Utf8.GetBytes(key, bytes.AsSpan(MarkBytes));
        return Base64Url.EncodeToString(bytes);
    }

    private static string? KeyIn(string token, long mark)
    {
        if (token.Length > ServerLimits.PageTokenCharsMax || !Base64Url.IsValid(token))
            return null;
        var bytes = Base64Url.DecodeFromChars(token);
        if (bytes.Length <= MarkBytes || BinaryPrimitives.ReadInt64BigEndian(bytes) != mark)
            return null;
        try
        {
            return Utf8.GetString(bytes.AsSpan(MarkBytes));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static long MarkOf(ReadOnlySpan<string> list)
    {
        // No part has a line break: names and codes are checked, and the rest is ours.
        var hash = SHA256.HashData(Utf8.GetBytes(string.Join('\n', list!)));
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }
}
