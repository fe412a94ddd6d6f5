using Solidarity.Commands.CommandLine;
using Solidarity.Domain.Text;

namespace Solidarity.Commands.Books;

/// <summary>Which days of a book are asked for, both among them; days are those of UTC.</summary>
internal sealed class DayOptions
{
    private const string Form = "yyyy-MM-dd";

    public Option<string?> From { get; } = Options.Text("--from", "DAY", "From this day on: 1868-01-01.");

    public Option<string?> To { get; } = Options.Text("--to", "DAY", "Up to the end of this day: 1868-12-31.");

    public string FromOf(ServiceCall call) => Read(call, From);

    public string ToOf(ServiceCall call) => Read(call, To);

    /// <summary>The day of an option as requests have it; empty where it was left out.</summary>
    public static string Read(ServiceCall call, Option<string?> option) =>
        call.Get(option) is not { } text ? ""
        : DayReading.Read(text, out var problem) is { } day ? Text(day)
        : throw UsageException.Malformed(Options.FieldOf(option), $"\"{text}\" {problem}");

    public static string Text(DateOnly day) => day.ToString(Form, CultureInfo.InvariantCulture);

    /// <param name="text">As <see cref="Read"/> gives it; the default for an empty one.</param>
    public static DateOnly Day(string text) =>
        text.Length > 0 ? DateOnly.ParseExact(text, Form, CultureInfo.InvariantCulture) : default;
}
