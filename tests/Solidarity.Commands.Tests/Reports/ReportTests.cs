using System.Text;
using System.Text.RegularExpressions;
using Google.Protobuf.WellKnownTypes;
using Solidarity.Commands.Reports;
using Solidarity.Server.Tests.Hosting;
using Solidarity.V1;

namespace Solidarity.Commands.Tests.Reports;

/// <summary>A strike's report: its figures, what it shows to whom, and that it prints on one page in a real browser.
/// </summary>
public sealed partial class ReportTests
{
    private static readonly Currency Franc = new() { CurrencyCode = "CHF", UnitsPerMajor = 100 };

    [Fact]
    public void What_came_in_is_told_by_kind_of_giver_and_adds_up_to_what_arrived()
    {
        var board = Ended();
        board.Aid.AddRange(
        [
            Aid("sections/joiners", AidKind.Gift, 100_00), Aid("sections/joiners", AidKind.Loan, 50_00),
            Aid("sections/tailors", AidKind.Gift, 5_00), Aid("federations/geneva", AidKind.Gift, 7_00),
            Aid("A hatter", AidKind.Other, 1_00),
        ]);
        // Neither a record nor what is under way has come in.
        board.Aid.Add(Aid("sections/hatters", AidKind.Gift, 9_00));
        board.Aid[^1].Counted = false;
        board.Aid.Add(Aid("sections/hatters", AidKind.Gift, 9_00));
        board.Aid[^1].Stage = MoneyStage.InTransit;
        board.Money.Add(new BoardMoney { Currency = Franc, ReceivedMinorUnits = 163_00, PaidOutMinorUnits = 60_00 });

        Part(board, "What came in").ShouldBe(
        [
            ["sections", "2", "105.00 CHF", "50.00 CHF", "0.00 CHF", "155.00 CHF"],
            ["federations", "1", "7.00 CHF", "0.00 CHF", "0.00 CHF", "7.00 CHF"],
            ["givers outside", "1", "0.00 CHF", "0.00 CHF", "1.00 CHF", "1.00 CHF"],
        ]);
    }

    [Fact]
    public void The_fund_is_told_down_to_what_is_left()
    {
        var board = Ended();
        var money = new BoardMoney
        {
            Currency = Franc,
            ReceivedMinorUnits = 160_00,
            PaidOutMinorUnits = 20_00,
            ReturnedMinorUnits = 40_00,
            PassedOnMinorUnits = 30_00,
            RepaidMinorUnits = 60_00,
            KeptMinorUnits = 9_99,
        };
        board.Money.Add(money);

        StrikeReport.Left(money).ShouldBe(1);
        Part(board, "The fund").ShouldBe(
        [
            ["arrived", "160.00"], ["strike pay", "-20.00"], ["returned to donors", "-40.00"],
            ["passed on to other strikes", "-30.00"], ["repaid to lenders", "-60.00"],
            ["kept by the section", "-9.99"], ["left", "0.01"],
        ]);
    }

    [Fact]
    public void The_time_line_goes_from_the_beginning_to_the_end_and_long_ones_are_cut_in_the_middle()
    {
        var board = Ended();
        // A call may have come before the first day.
        var called = new DateTime(1868, 3, 20, 12, 0, 0, DateTimeKind.Utc);
        board.Sendings.Add(new CallSending { Scope = Level.Local, Time = called.ToTimestamp() });
        Part(board, "Time line").ShouldBe(
        [
            ["1868-03-20", "call for aid, local"], ["1868-03-23", "the strike began"], ["1868-05-03", "ended: won"],
        ]);
        board.Sendings.Clear();
        Fill(board);
        var rows = Part(board, "Time line");
        rows.Length.ShouldBe(StrikeReport.MomentsMax + 1);
        rows[0][1].ShouldBe("the strike began");
        rows[StrikeReport.MomentsMax / 2].ShouldBe(["…", "142 more"]);
        rows[^1][1].ShouldBe("ended: won");
    }

    [Fact]
    public void Nothing_stands_there_that_the_viewer_is_not_shown()
    {
        var board = Ended();
        board.Detail = Detail.Nothing;
        var report = StrikeReport.Of(board, isFinal: true);
        report.Parts.Select(part => part.Heading).ShouldBe(["Time line"]);
        report.Facts.ShouldContain("What came in and went out is not shown to this viewer.");

        board = Ended();
        board.Detail = Detail.Totals;
        board.Money.Add(new BoardMoney { Currency = Franc, ReceivedMinorUnits = 1 });
        StrikeReport.Of(board, isFinal: true).Parts.Select(part => part.Heading).ShouldBe(["The fund", "Time line"]);
    }

    [Fact]
    public void A_page_runs_nothing_that_people_wrote()
    {
        var board = Ended();
        board.Facts.Demands = "<script>alert(1)</script> & \"<img src=x onerror=alert(1)>\"";
        board.Note = "</p><iframe>";
        var html = Html(board);
        html.ShouldNotContain("<script");
        html.ShouldNotContain("<img");
        html.ShouldNotContain("<iframe");
        html.ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt; &amp;");
    }

    [ChromiumFact]
    public void The_longest_report_prints_on_one_page_a4()
    {
        var board = Ended();
        Fill(board);
        var folder = Directory.CreateTempSubdirectory("solidarity-report-");
        try
        {
            var (page, pdf) = (Path.Combine(folder.FullName, "r.html"), Path.Combine(folder.FullName, "r.pdf"));
            File.WriteAllText(page, Html(board));
            DebianPackage.Run(ChromiumFactAttribute.Program, "--headless", "--no-sandbox", "--disable-gpu",
                $"--user-data-dir={folder.FullName}/profile", "--no-pdf-header-footer", $"--print-to-pdf={pdf}",
                new Uri(page).AbsoluteUri).ShouldBeTrue();
            var printed = Encoding.Latin1.GetString(File.ReadAllBytes(pdf));
            Pages().Count(printed).ShouldBe(1);
            // A4 in points.
            Box().Match(printed).Groups["size"].Value
                .ShouldBeOneOf("594.95996 841.91998", "595 842", "595.91998 842.88");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // As much as a board can have, with the longest texts.
    private static void Fill(Board board)
    {
        board.Facts.Employers.AddRange(Enumerable.Repeat(new string('m', 200), 3));
        board.Facts.Demands = string.Concat(Enumerable.Repeat("ten hours a day ", 60));
        board.Note = string.Concat(Enumerable.Repeat("as the assembly decided ", 40));
        board.Call = new Call { Need = new Money { CurrencyCode = "CHF", UnitsPerMajor = 100, MinorUnits = 400_00 } };
        board.Answers = new BoardAnswers { Reached = 100_000, Pledged = 3, Declined = 5, Unanswered = 99_992 };
        string[] codes = ["CHF", "EUR", "GBP", "JPY", "KWD", "USD", "FRF", "DEM", "ITL"];
        foreach (var code in codes)
        {
            var currency = new Currency { CurrencyCode = code, UnitsPerMajor = 100 };
            board.Money.Add(new BoardMoney
            {
                Currency = currency,
                ReceivedMinorUnits = 123_456_789_00,
                PaidOutMinorUnits = 1,
                ReturnedMinorUnits = 1,
                PassedOnMinorUnits = 1,
                RepaidMinorUnits = 1,
                KeptMinorUnits = 1,
            });
            foreach (var from in (string[])["sections/joiners", "federations/geneva", "A hatter"])
                board.Aid.Add(Aid(from, AidKind.Gift, 123_456_789_00, code));
        }
        var start = new DateTime(1868, 3, 24, 12, 0, 0, DateTimeKind.Utc);
        board.EndedTime = start.AddDays(101).ToTimestamp();
        for (var day = 0; day < 50; day++)
            board.Sendings.Add(
                new CallSending { Scope = Level.International, Time = start.AddDays(day).ToTimestamp() });
        for (var day = 100; day > 0; day--)
            board.PayRuns.Add(new PayRun
            {
                Time = start.AddDays(day).ToTimestamp(),
                Amount = new Money { CurrencyCode = "CHF", UnitsPerMajor = 100, MinorUnits = 123_456_789_00 },
                Through = "1868-05-03",
            });
    }

    private static Board Ended() => new()
    {
        Name = "strikes/masons-1868",
        Section = "sections/masons",
        Facts = new StrikeFacts { Trade = "masons", Locality = "Geneva", Country = "CH", Start = "1868-03-23" },
        State = StrikeState.Won,
        EndedTime = new DateTime(1868, 5, 3, 12, 0, 0, DateTimeKind.Utc).ToTimestamp(),
        Time = new DateTime(1868, 5, 4, 12, 0, 0, DateTimeKind.Utc).ToTimestamp(),
        Detail = Detail.Books,
    };

    private static BoardAid Aid(string from, AidKind kind, long minor, string code = "CHF") => new()
    {
        From = from.Contains('/', StringComparison.Ordinal)
            ? new Party { Body = from }
            : new Party { RecordedName = from },
        Kind = kind,
        Counted = true,
        Stage = MoneyStage.Received,
        Delivered = new Money { CurrencyCode = code, UnitsPerMajor = 100, MinorUnits = minor },
    };

    private static string[][] Part(Board board, string heading) => [.. StrikeReport.Of(board, isFinal: true).Parts
        .Single(part => part.Heading.StartsWith(heading, StringComparison.Ordinal)).Table.Rows];

    private static string Html(Board board)
    {
        using var writer = new StringWriter();
        ReportHtml.Write(writer, StrikeReport.Of(board, isFinal: true));
        return writer.ToString();
    }

    [GeneratedRegex("/Type /Page\\b(?!s)")]
    private static partial Regex Pages();

    [GeneratedRegex(@"/MediaBox \[0 0 (?<size>[0-9. ]+)\]", RegexOptions.ExplicitCapture)]
    private static partial Regex Box();
}

/// <summary>A fact that needs Debian's Chromium. Where it is missing it is installed, if that can be done; else the
/// fact is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChromiumFactAttribute : FactAttribute
{
    public const string Program = "/usr/bin/chromium";

    private static readonly Lazy<string?> Missing =
        new(() => DebianPackage.Missing("chromium", () => File.Exists(Program)));

    public ChromiumFactAttribute() => Skip = Missing.Value;
}
