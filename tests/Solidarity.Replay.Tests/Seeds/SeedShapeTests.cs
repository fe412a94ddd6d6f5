using System.Text;
using Solidarity.Replay.Seeds;

namespace Solidarity.Replay.Tests.Seeds;

/// <summary>Files that are not there, are no text, or are not of the shape that their schema says.</summary>
public sealed class SeedShapeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("seeds");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_folder_that_is_not_there_is_told() =>
        Report(SeedLoader.Load("no/such/folder"))
            .ShouldBe("no/such/folder: is not a folder; name one that holds the seed files");

    [Fact]
    public void Missing_files_are_told_by_name()
    {
        foreach (var (name, bytes) in SeedFiles.International().Bytes())
            File.WriteAllBytes(Path.Combine(_folder.FullName, name), bytes);
        File.Delete(Path.Combine(_folder.FullName, "aid.csv"));
        File.Delete(Path.Combine(_folder.FullName, "calls.csv"));

        Report(SeedLoader.Load(_folder.FullName)).ShouldBe(
            $"{_folder.FullName}/calls.csv: is missing; a seed folder has it, if only with its header\n"
            + $"{_folder.FullName}/aid.csv: is missing; a seed folder has it, if only with its header");
    }

    [Fact]
    public void Missing_unknown_and_doubled_columns_are_told() =>
        With("calls.csv", "id,strike_id,issuer,issuer_federation_id,date,ask,channel,source,confidence,note,note\n")
            .ShouldBe(
                "here/calls.csv:1: column asks: is missing from the header; add it, if with empty cells\n"
                + "here/calls.csv:1: \"ask\" is not a column of calls.csv; remove or rename it\n"
                + "here/calls.csv:1: column note: stands in the header more than once; keep one of them");

    [Fact]
    public void An_empty_file_is_told() =>
        With("calls.csv", "").ShouldBe(
            "here/calls.csv:1: is empty; its first line is "
            + "id,strike_id,issuer,issuer_federation_id,date,asks,channel,source,confidence,note");

    [Fact]
    public void A_row_with_a_cell_too_many_is_told_and_so_is_the_next() =>
        With("calls.csv", Header("calls.csv") + "a,b,c,d,e,f,g,h,i,j,k\na,b\n").ShouldBe(
            "here/calls.csv:2: has 11 cells where the header has 10; quote a cell that holds a comma\n"
            + "here/calls.csv:3: has 2 cells where the header has 10; quote a cell that holds a comma");

    [Fact]
    public void A_quotation_mark_inside_a_cell_is_told() =>
        With("calls.csv", Header("calls.csv") + "a,the \"call\",c,d,e,f,g,h,i,j\n").ShouldBe(
            "here/calls.csv:2: has a quotation mark inside a cell; quote the whole cell and double the mark");

    [Fact]
    public void A_quotation_mark_that_is_not_closed_is_told() =>
        With("calls.csv", Header("calls.csv") + "a,b,c,d,e,f,g,h,i,\"j\nk,l\n").ShouldContain(
            "here/calls.csv:2: opens a quotation mark that is never closed; close it");

    [Fact]
    public void A_cell_that_is_too_long_is_told() =>
        With("calls.csv", Header("calls.csv") + $"a,b,c,d,e,f,g,h,i,{new string('x', 751)}\n").ShouldBe(
            $"here/calls.csv:2: column note: \"{new string('x', 79)}…\" is longer than 750 characters; shorten it");

    [Fact]
    public void Bytes_that_are_no_utf8_are_told_with_their_line()
    {
        var files = SeedFiles.International().Bytes();
        files["calls.csv"] = [.. Encoding.UTF8.GetBytes("one\ntwo\nthr"), 0xE9, .. Encoding.UTF8.GetBytes("e\n")];

        Report(SeedLoader.Read("here", files)).ShouldBe("here/calls.csv:3: is not UTF-8; save the file as UTF-8");
    }

    [Fact]
    public void Lines_are_counted_through_quoted_line_breaks_empty_lines_crlf_and_a_byte_order_mark()
    {
        var row = "call-01,par-bronze-1867,General Council,iwma-gc,{0},,,a source,documented,\"two\nlines\"\r\n";
        var text = "\uFEFF" + Header("calls.csv").Replace("\n", "\r\n", StringComparison.Ordinal)
            + row.Replace("{0}", "1867", StringComparison.Ordinal)
            + "\r\n"
            + row.Replace("{0}", "never", StringComparison.Ordinal)
                .Replace("call-01", "call-02", StringComparison.Ordinal);

        With("calls.csv", text).ShouldBe(
            "here/calls.csv:5: column date: \"never\" is not a date; write YYYY, YYYY-MM or YYYY-MM-DD");
    }

    [Fact]
    public void Columns_may_stand_in_any_order()
    {
        var files = SeedFiles.International().Bytes();
        files["calls.csv"] = Encoding.UTF8.GetBytes(
            "note,confidence,source,channel,asks,date,issuer_federation_id,issuer,strike_id,id\n"
            + ",documented,a source,,money,1867-03-05,iwma-gc,General Council,par-bronze-1867,call-01\n");

        var folder = SeedLoader.Read("here", files).ShouldBeOfType<SeedLoad.Valid>().Folder;

        folder.Calls.Single().ShouldBe(new CallRow(
            2,
            new("call-01"),
            new("par-bronze-1867"),
            "General Council",
            new("iwma-gc"),
            new(new(1867, 3, 5), new(1867, 3, 5)),
            "money"));
    }

    private static string Header(string file) =>
        string.Join(',', SeedSchema.All.Single(schema => schema.File == file).Columns) + "\n";

    private static string With(string file, string text)
    {
        var files = SeedFiles.International().Bytes();
        files[file] = Encoding.UTF8.GetBytes(text);
        return Report(SeedLoader.Read("here", files));
    }

    private static string Report(SeedLoad load) => load.ShouldBeOfType<SeedLoad.Invalid>().Report();
}
