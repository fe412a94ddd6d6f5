using Google.Protobuf;
using Google.Protobuf.Collections;

namespace Solidarity.Server.Paging;

/// <summary>
/// The bytes that one message may have. Lists of a board are filled from it, what matters most first, each to a number
/// of items and of bytes; what does not fit is left out and counted. So a board is below
/// <see cref="ServerLimits.PageBytesMax"/> whatever others have put into it. Lists with pages are cut by
/// <see cref="PageRequest"/>, and <see cref="MessageGuard"/> is behind both.
/// </summary>
/// <param name="view">For the log of rows that cannot be shown.</param>
internal sealed class MessageBudget(string view)
{
    /// <summary>What an item costs beside its own bytes: its tag and its length.</summary>
    private const int ItemBytes = 6;

    private readonly Dictionary<string, int> _omitted = [];
    private int _left = ServerLimits.PageBytesMax;

    /// <summary>Takes out what the message has already: what is not in lists, and is bounded in itself.</summary>
    public MessageBudget After(IMessage begun)
    {
        _left -= begun.CalculateSize();
        return this;
    }

    /// <param name="field">As the proto file calls it.</param>
    /// <param name="total">How many items there are, those that the caller has left out already among them.</param>
    /// <param name="name">Only what names the item, for where it cannot be written.</param>
    /// <param name="bytesMax">This list's part.</param>
    public MessageBudget Fill<T, TMessage>(
        RepeatedField<TMessage> list, string field, IEnumerable<T> items, int total, Func<T, TMessage> write,
        Func<T, TMessage> name, int bytesMax = ServerLimits.BoardListBytesMax)
        where TMessage : class, IMessage
    {
        var left = Math.Min(bytesMax, _left);
        foreach (var item in items)
        {
            var message = FaultyRow.Or(view, item, write, name);
            var bytes = message.CalculateSize() + ItemBytes;
            if (bytes > left)
                break;
            list.Add(message);
            (left, _left) = (left - bytes, _left - bytes);
        }
        Omit(field, total - list.Count);
        return this;
    }

    /// <summary>Says that so many items of a list are left out; of several lists of that name, together.</summary>
    public void Omit(string field, int count)
    {
        if (count > 0)
            _omitted[field] = _omitted.GetValueOrDefault(field) + count;
    }

    /// <summary>What was left out, into the message.</summary>
    public void Tell(RepeatedField<V1.Omitted> omitted) => omitted.AddRange(
        _omitted.OrderBy(left => left.Key, StringComparer.Ordinal)
            .Select(left => new V1.Omitted { Field = left.Key, Count = left.Value }));
}
