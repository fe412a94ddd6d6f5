using Solidarity.Cli.Tests.Running;

namespace Solidarity.Cli.Tests.Transcripts;

/// <summary>What the command line prints, as a user would read it. Each file tells one story against a service of its
/// own. <c>{address}</c> and <c>{data}</c> stand for where that service is and where it keeps its data.</summary>
public sealed class TranscriptTests
{
    // Set to 1, the files are written anew with what the commands print. Read the difference before committing it.
    private const string ApproveVariable = "SOLIDARITY_APPROVE";

    public static TheoryData<string> Files =>
    [
        .. new DirectoryInfo(Folder()).EnumerateFiles("*.txt")
            .Select(file => file.Name).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task The_command_line_prints_what_the_transcript_says(string file)
    {
        var path = Path.Combine(Folder(), file);
        var expected = await File.ReadAllTextAsync(path);
        await using var service = await Service.StartAsync();

        var actual = await Transcript.ReplayAsync(expected, async args =>
        {
            var ran = await service.RunAsync([.. args.Select(Known)]);
            return ran with { Output = Stable(ran.Output), Error = Stable(ran.Error) };
        });

        if (Environment.GetEnvironmentVariable(ApproveVariable) == "1")
            await File.WriteAllTextAsync(path, actual);
        else
            actual.ShouldBe(expected);

        string Known(string word) => word
            .Replace("{address}", service.Address, StringComparison.Ordinal)
            .Replace("{data}", service.DataFolder, StringComparison.Ordinal);
        string Stable(string text) => text
            .Replace(service.Address, "{address}", StringComparison.Ordinal)
            .Replace(service.DataFolder, "{data}", StringComparison.Ordinal);
    }

    // The source and not a copy beside the test, so that approving changes what is committed.
    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Solidarity.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException(
                $"No folder above {AppContext.BaseDirectory} holds Solidarity.sln, so the transcripts are not found.");
        return Path.Combine(folder.FullName, "tests", "Solidarity.Cli.Tests", "Transcripts");
    }
}
