using System.Text;
using Solidarity.Domain.Text;
using Solidarity.Views.Boards;

namespace Solidarity.Server.Requests;

/// <summary>
/// The order that a list was asked for in (AIP-132): <c>"coverage, start desc"</c>. It is made of the items' keys, so
/// that pages go by keys as in every list: a figure is written so that figures in order are texts in order. A figure
/// that changes between two pages may move its item over the edge.
/// </summary>
internal sealed class Ordering<T>
{
    public const int FieldsMax = 3;

    /// <summary>The longest order that is looked at, in characters.</summary>
    public const int CharsMax = 200;

    // Behind every digit.
    private const string NoFigure = "~";

    private readonly List<(Func<T, long?> Figure, bool Falls)> _by = [];

    /// <param name="fields">What may be ordered by, each with its figure; null where an item has none.</param>
    public static Ordering<T> Read(
        Fields request, string orderBy, params ReadOnlySpan<(string Name, Func<T, long?> Figure)> fields)
    {
        var ordering = new Ordering<T>();
        if (string.IsNullOrWhiteSpace(orderBy))
            return ordering;
        if (orderBy.Length > CharsMax)
        {
            request.Add("order_by", $"has {orderBy.Length} characters; at most {CharsMax} are allowed");
            return ordering;
        }
        foreach (var part in orderBy.Split(','))
        {
            var words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var figure = words.Length is 1 or 2 && (words.Length == 1 || words[1] == "desc")
                ? Find(fields, words[0])
                : null;
            if (figure is not null && ordering._by.Count < FieldsMax)
                ordering._by.Add((figure, words.Length == 2));
            else
                request.Add("order_by", $"{Quoted.Of(part.Trim())} is none of {Names(fields)}, each with or without "
                    + $"\" desc\", at most {FieldsMax} of them with commas between");
        }
        return ordering;
    }

    /// <summary>The item's key in this order; those that are alike stay in the order of their own keys. One that
    /// cannot be made has no figures.</summary>
    /// <param name="item">Makes it; is asked only where an order is given.</param>
    public string Key(Func<T> item, string own)
    {
        if (_by.Count == 0)
            return own;
        var figures = Rows.One<Func<T>, long?[]>(
            "order", item, _ => own, make => Figures(make()), _ => new long?[_by.Count]);
        var key = new StringBuilder();
        for (var i = 0; i < figures.Length; i++)
            key.Append(Text(figures[i], _by[i].Falls)).Append(' ');
        return key.Append(own).ToString();
    }

    private long?[] Figures(T item) => [.. _by.Select(by => by.Figure(item))];

    // Sixteen digits; what has no figure comes last either way.
    private static string Text(long? figure, bool falls)
    {
        if (figure is not { } known)
            return NoFigure;
        var rising = unchecked((ulong)known) ^ (1UL << 63);
        return (falls ? ~rising : rising).ToString("x16", CultureInfo.InvariantCulture);
    }

    private static Func<T, long?>? Find(ReadOnlySpan<(string Name, Func<T, long?> Figure)> fields, string name)
    {
        foreach (var field in fields)
            if (field.Name == name)
                return field.Figure;
        return null;
    }

    private static string Names(ReadOnlySpan<(string Name, Func<T, long?> Figure)> fields)
    {
        var names = new List<string>();
        foreach (var field in fields)
            names.Add(field.Name);
        return string.Join(", ", names);
    }
}
