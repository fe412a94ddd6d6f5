using Google.Protobuf.WellKnownTypes;
using Solidarity.Commands.CommandLine;
using Solidarity.Domain.Text;

namespace Solidarity.Commands.Boards;

/// <summary>The options of commands that look at boards: for whom, as of when, in which order, which of them.</summary>
internal sealed class ViewOptions
{
    private const string DayFormat = "yyyy-MM-dd";
    private const int DayMs = 24 * 60 * 60 * 1_000;
    private const string Everybody = "public";

    public BodyOption<string?> As { get; } = new("--as", viewer => viewer == Everybody ? [] : [viewer!])
    {
        HelpName = "VIEWER",
        Description = T("Show what this one may see: public, a section or a federation (default: everything "
            + "there is)."),
    };

    public Option<string?> AsOf { get; } = Options.Text(
        "--as-of", "TIME", "How it was then: a day, to its end, 1868-04-02; or a moment, 1868-04-02T12:00:00Z.");

    public Option<string?> OrderBy { get; } = Options.Text(
        "--order-by", "FIELDS",
        "start, need, coverage, runway or reached, each with or without desc: \"coverage desc, start\".");

    public Option<bool> Open { get; } = Options.Flag("--open", "Only strikes that have not ended.");

    public Option<string?> Country { get; } = Options.Text("--country", "CODE", "Only what is in this country.");

    public Option<string?> Trade { get; } = Options.Text("--trade", "TEXT", "Only this trade.");

    public Option<string?> Section { get; } = Options.Text("--section", "SECTION", "Only strikes of this section.");

    /// <summary>The viewer as requests have it; empty for whoever runs the service.</summary>
    public string ViewerOf(ServiceCall call) =>
        call.Get(As) is not { } text ? "" : text == Everybody ? text : call.Found.Read(text, "as");

    /// <summary>What to say of an empty list: for a viewer, there may be more than it shows.</summary>
    public Wording WhenNone(ServiceCall call, Wording forAll) =>
        call.Get(As) is null ? forAll : "There is nothing that this viewer may see.";

    /// <summary>The time that is asked about; null for now.</summary>
    /// <exception cref="UsageException">It is no time.</exception>
    public Timestamp? AsOfOf(ServiceCall call)
    {
        if (call.Get(AsOf) is not { } text)
            return null;
        var (begin, end) = Read(text, "as-of");
        // Today has not ended, and what is to come cannot be looked at.
        var now = TimeProvider.System.GetUtcNow();
        return (begin <= now && now < end ? now : end).ToTimestamp();
    }

    /// <summary>A moment, or the end of a day.</summary>
    /// <exception cref="UsageException">It is neither.</exception>
    public static Timestamp TimeOf(string text, string field) => Read(text, field).End.ToTimestamp();

    private static (DateTimeOffset Begin, DateTimeOffset End) Read(string text, string field)
    {
        var style = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var culture = CultureInfo.InvariantCulture;
        if (DateTimeOffset.TryParseExact(text, DayFormat, culture, style, out var day))
            return (day, day.AddMilliseconds(DayMs - 1));
        string[] moments = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];
        if (DateTimeOffset.TryParseExact(text, moments, culture, style, out var moment))
            return (moment, moment);
        DayReading.Read(text, out var problem);
        throw problem != DayReading.Example
            ? UsageException.Malformed(field, $"\"{text}\" {problem}")
            : UsageException.Malformed(
                field, $"\"{text}\" is neither a day such as 1868-04-02 nor a moment such as 1868-04-02T12:00:00Z");
    }
}
