using Solidarity.Cli.Tests.Services;
using Solidarity.Commands.Failures;
using Solidarity.Commands.Settings;

namespace Solidarity.Cli.Tests.Contexts;

/// <summary>The file in which contexts are kept.</summary>
public sealed class ContextFileTests
{
    [Fact]
    public void The_variable_says_where_it_is_and_else_the_platform_does()
    {
        Path("SOLIDARITY_CONFIG", "/somewhere/else.json").ShouldBe("/somewhere/else.json");
        if (OperatingSystem.IsWindows())
            return;
        Path("XDG_CONFIG_HOME", "/xdg").ShouldBe("/xdg/solidarity/config.json");
        Path("OTHER", "").ShouldEndWith("/.config/solidarity/config.json");

        static string Path(string name, string value) => ContextFile.PathOf(asked => asked == name ? value : null);
    }

    [Fact]
    public async Task It_is_written_whole_and_only_its_owner_reads_it()
    {
        using var folder = new TempFolder();
        var path = System.IO.Path.Combine(folder.Path, "new", "config.json");
        (await UseAsync(path, "sections/masons", "--server", "http://127.0.0.1:9")).ExitCode.ShouldBe(ExitCodes.Ok);

        var kept = ContextFile.Read(path);
        kept.Current.ShouldBe("default");
        kept.Contexts["default"].ShouldBe(new Context("default", "http://127.0.0.1:9", "sections/masons"));
        Directory.GetFiles(System.IO.Path.GetDirectoryName(path)!).ShouldBe([path]);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"contexts\":{\"a\":{\"body\":7}}}")]
    public async Task What_is_no_such_file_is_told_and_left_as_it_is(string text)
    {
        using var folder = new TempFolder();
        var path = System.IO.Path.Combine(folder.Path, "config.json");
        await File.WriteAllTextAsync(path, text);

        var ran = await UseAsync(path, "sections/masons");

        ran.ExitCode.ShouldBe(ExitCodes.Usage);
        ran.Error.ShouldStartWith($"solidarity: The contexts in {path} cannot be read: ");
        (await File.ReadAllTextAsync(path)).ShouldBe(text);
    }

    [Fact]
    public async Task Variables_go_before_the_file_and_options_before_variables()
    {
        using var folder = new TempFolder();
        var path = System.IO.Path.Combine(folder.Path, "config.json");
        await UseAsync(path, "sections/masons", "--server", "http://127.0.0.1:9");
        await UseAsync(path, "--context", "other", "federations/geneva", "--server", "http://127.0.0.1:8");

        (await ErrorAsync()).ShouldContain("127.0.0.1:8");
        (await ErrorAsync(("SOLIDARITY_CONTEXT", "default"))).ShouldContain("127.0.0.1:9");
        (await ErrorAsync(("SOLIDARITY_SERVER", "http://127.0.0.1:7"))).ShouldContain("127.0.0.1:7");
        (await ErrorAsync(("SOLIDARITY_CONTEXT", "none"))).ShouldContain("There is no context \"none\"");

        async Task<string> ErrorAsync(params (string Name, string Value)[] variables)
        {
            var all = variables.Append((Name: ContextFile.PathVariable, Value: path)).ToDictionary();
            return (await Ran.OfAsync(["balances", "masons"], all)).Error;
        }
    }

    private static Task<Ran> UseAsync(string path, params string[] args) =>
        Ran.OfAsync(["use", .. args], new() { [ContextFile.PathVariable] = path });
}
