using Google.Protobuf;
using Google.Protobuf.Reflection;
using Solidarity.Views.Boards;

namespace Solidarity.Server.Paging;

/// <summary>Writes the rows of answers: one that throws becomes a row with its name and the field <c>fault</c>.
/// </summary>
internal static class FaultyRow
{
    /// <param name="view">Which list or board.</param>
    /// <param name="name">Only what names the item.</param>
    public static TMessage Or<T, TMessage>(string view, T item, Func<T, TMessage> write, Func<T, TMessage> name)
        where TMessage : class, IMessage =>
        Rows.One(view, item, of => $"{name(of)}", of => Fitting(write(of)), of => Of(name(of)));

    // One that would not fit onto any page would stop its list for ever.
    private static TMessage Fitting<TMessage>(TMessage row) where TMessage : class, IMessage =>
        row.CalculateSize() <= ServerLimits.PageBytesMax
            ? row
            : throw new InvalidOperationException($"the row has {row.CalculateSize()} bytes");

    public static TMessage Of<TMessage>(TMessage named) where TMessage : class, IMessage
    {
        // Rows that have no such field are figures, which have nothing to fault.
        Field(named.Descriptor)?.Accessor.SetValue(named, Rows.Fault);
        return named;
    }

    private static FieldDescriptor? Field(MessageDescriptor message) => message.FindFieldByName("fault");
}
