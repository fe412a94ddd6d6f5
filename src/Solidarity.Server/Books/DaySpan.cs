using Solidarity.Server.Requests;

namespace Solidarity.Server.Books;

/// <summary>Days of UTC, both ends among them.</summary>
/// <param name="From">Null: from the first.</param>
/// <param name="To">Null: to the last.</param>
internal readonly record struct DaySpan(DateOnly? From, DateOnly? To)
{
    public bool Has(DateTimeOffset moment)
    {
        var day = DateOnly.FromDateTime(moment.UtcDateTime);
        return (From is not { } from || day >= from) && (To is not { } to || day <= to);
    }

    public static DaySpan Read(Fields fields, string from, string to)
    {
        var days = new DaySpan(fields.DateOrNone("from_day", from), fields.DateOrNone("to_day", to));
        if (days is { From: { } first, To: { } last } && last < first)
            fields.Add("to_day", $"is {last:yyyy-MM-dd}, which is before from_day, {first:yyyy-MM-dd}");
        return days;
    }
}
