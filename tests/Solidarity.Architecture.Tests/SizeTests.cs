namespace Solidarity.Architecture.Tests;

public sealed class SizeTests
{
    private const int FileLinesMax = 500;
    private const int LineCharsMax = 120;

    public static TheoryData<string> Folders => ["src", "tests"];

    [Theory]
    [MemberData(nameof(Folders))]
    public void No_source_file_is_too_long(string folder)
    {
        var files = Repository.Files("*.cs", folder).ToList();
        files.Count.ShouldBeGreaterThan(10);
        files.Select(file => (Path: Repository.PathOf(file), Lines: File.ReadLines(file.FullName).Count()))
            .Where(file => file.Lines > FileLinesMax)
            .ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void No_line_is_too_long(string folder) => Repository.Files("*.cs", folder)
        .SelectMany(file => File.ReadLines(file.FullName)
            .Select((line, i) => (At: $"{Repository.PathOf(file)}:{i + 1}", line.Length)))
        .Where(line => line.Length > LineCharsMax)
        .ShouldBeEmpty();
}
