using Google.Protobuf.WellKnownTypes;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Reports;

/// <summary>
/// What a meeting gets of a strike: one page. It is made of the board alone, so nothing stands in it that the section
/// does not show to whoever asks for it.
/// </summary>
/// <param name="Title">With the strike.</param>
/// <param name="Facts">Lines.</param>
/// <param name="Parts">Tables, each under a heading.</param>
internal sealed record StrikeReport(
    string Title, IReadOnlyList<string> Facts, IReadOnlyList<(string Heading, Sheet Table)> Parts)
{
    /// <summary>What is longer is cut, so that it stays one page.</summary>
    private const int TextCharsMax = 240;

    private const int CurrenciesMax = 4;
    private const int EmployersMax = 3;

    /// <summary>Rows of the time line; of more, the first and the last are shown.</summary>
    public const int MomentsMax = 10;

    /// <param name="isFinal">The strike has ended, and this is its last report.</param>
    public static StrikeReport Of(Board board, bool isFinal) => new(
        isFinal ? T($"Final report: {board.Name}") : T($"Interim report: {board.Name}, {Moments.Minute(board.Time)}"),
        [.. FactsOf(board)],
        [.. PartsOf(board)]);

    private static IEnumerable<string> FactsOf(Board board)
    {
        var facts = board.Facts;
        yield return T($"{Sheets.Facts.Trade(facts.Trade)}, {Sheets.Facts.Place(facts.Locality, facts.Country)}, "
            + $"declared by {board.Section}");
        if (facts.Employers.Count > 0)
            yield return T($"against: {Cut(string.Join("; ", facts.Employers.Take(EmployersMax)))}");
        if (facts.HasStrikers)
            yield return T($"{facts.Strikers} on strike");
        if (facts.Demands.Length > 0)
            yield return T($"demands: {Cut(facts.Demands)}");
        yield return T($"outcome: {StateOf(board)}");
        if (board.Note.Length > 0)
            yield return T($"end: {Cut(board.Note)}");
        if (board.Call?.Need is { } need)
            yield return T($"asked: {SumText.Of(need)}");
        if (board is { Answers: { Reached: > 0 } answers })
            yield return T($"the call reached {answers.Reached}: {answers.Pledged} gave or promised, "
                + $"{answers.Declined} declined, {answers.Unanswered} did not answer");
        if (board.Detail is Detail.Nothing)
            yield return T("What came in and went out is not shown to this viewer.");
    }

    private static IEnumerable<(string, Sheet)> PartsOf(Board board)
    {
        if (board.Detail is Detail.Books && GiverTable.Of(board) is { Rows.Count: > 0 } givers)
            yield return (T("What came in"), givers);
        if (board.Money.Count > 0)
            yield return (FundHeading(board.Money.Count - CurrenciesMax), FundOf(board));
        yield return (T("Time line"), TimeLine(board));
    }

    private static string FundHeading(int more) => more > 0
        ? T(Wording.Count(more, $"The fund (and in {more} more currency, which the board has)",
            $"The fund (and in {more} more currencies, which the board has)"))
        : T("The fund");

    // What arrived, where it went, and what is left: read downwards, a column for each currency.
    private static Sheet FundOf(Board board)
    {
        var money = board.Money.Take(CurrenciesMax).ToArray();
        var sheet = new Sheet(
        [
            "Fund~", .. money.Select(one => new Heading(Wording.Verbatim(SumText.Of(one.Currency)), IsFigures: true)),
        ]);
        Row("arrived", one => one.ReceivedMinorUnits);
        Row("strike pay", one => -one.PaidOutMinorUnits);
        Row("returned to donors", one => -one.ReturnedMinorUnits);
        Row("passed on to other strikes", one => -one.PassedOnMinorUnits);
        Row("repaid to lenders", one => -one.RepaidMinorUnits);
        Row("kept by the section", one => -one.KeptMinorUnits);
        Row("left", Left, always: true);
        return sheet;

        void Row(Wording name, Func<BoardMoney, long> minor, bool always = false)
        {
            if (always || money.Any(one => minor(one) != 0))
                sheet.Row(money.Select(one => SumText.Bare(minor(one), one.Currency)).Prepend(T(name)));
        }
    }

    /// <summary>What is in the fund still.</summary>
    public static long Left(BoardMoney money) => money.ReceivedMinorUnits - money.PaidOutMinorUnits
        - money.ReturnedMinorUnits - money.PassedOnMinorUnits - money.RepaidMinorUnits - money.KeptMinorUnits;

    private static Sheet TimeLine(Board board)
    {
        var moments = new List<(DateTime At, string Day, string What)>();
        foreach (var sending in board.Sendings)
            Add(sending.Time, T($"call for aid, {EnumText.Plain(sending.Scope)}"));
        foreach (var run in board.PayRuns.Reverse())
            Add(run.Time, T($"strike pay, {SumText.Of(run.Amount)}, through {Moments.Day(run.Through)}"));
        if (board.EndedTime is { } ended)
            Add(ended, T($"ended: {StateOf(board)}"));
        _ = DateTime.TryParseExact(
            board.Facts.Start, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var start);
        moments.Add((start, Moments.Day(board.Facts.Start), T("the strike began")));
        // A call may come before the first day. What is of one moment stays as it is.
        moments = [.. moments.OrderBy(moment => moment.At)];
        var sheet = new Sheet("Day", "What~");
        var half = MomentsMax / 2;
        var between = moments.Count - MomentsMax;
        foreach (var (_, day, what) in between > 0 ? moments.Take(half) : moments)
            sheet.Row(day, what);
        if (between <= 0)
            return sheet;
        sheet.Row("…", T($"{between} more"));
        foreach (var (_, day, what) in moments.TakeLast(half))
            sheet.Row(day, what);
        return sheet;

        void Add(Timestamp time, string what) => moments.Add((time.ToDateTime(), Moments.Day(time), what));
    }

    private static string StateOf(Board board) =>
        board.State == StrikeState.Ended ? T("over") : EnumText.Plain(board.State);

    private static string Cut(string text) => text.Length <= TextCharsMax ? text
        : $"{text[..(char.IsHighSurrogate(text[TextCharsMax - 1]) ? TextCharsMax - 1 : TextCharsMax)]}…";
}
