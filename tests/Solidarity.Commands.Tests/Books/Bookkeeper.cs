using System.Text;
using Solidarity.Server.Tests.Hosting;

namespace Solidarity.Commands.Tests.Books;

/// <summary>The real bookkeeping programs, hledger and beancount, on files of a folder of their own.</summary>
internal sealed class Bookkeeper : IDisposable
{
    private static readonly TimeSpan TimeMax = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("solidarity-books-");
    private int _files;

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>What <c>hledger check</c> finds wrong in a journal, in its strictest form; empty: nothing.</summary>
    public string CheckHledger(string journal)
    {
        var file = Write(journal, "journal");
        var (isFine, said) = Run("hledger", "-f", file, "check", "--strict", "ordereddates");
        return isFine ? "" : said;
    }

    /// <summary>What <c>bean-check</c> finds wrong in a file; empty: nothing.</summary>
    public string CheckBeancount(string text)
    {
        var (isFine, said) = Run("bean-check", "--no-cache", Write(text, "beancount"));
        return isFine ? "" : said;
    }

    /// <summary>The balances that hledger finds, by account and commodity, as it writes the sums.</summary>
    public Dictionary<(string Account, string Commodity), string> Balances(string journal)
    {
        var (isFine, said) = Run("hledger", "-f", Write(journal, "journal"), "balance", "--flat", "--empty",
            "--no-total", "--layout=bare", "--output-format=csv");
        return isFine
            ? said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
                .Select(line => line.Split("\",\""))
                .ToDictionary(cells => (cells[0].Trim('"'), cells[1]), cells => cells[2].TrimEnd('"', '\r'))
            : throw new InvalidOperationException(said);
    }

    private string Write(string text, string ending)
    {
        var path = Path.Combine(_folder.FullName, $"book-{++_files}.{ending}");
        File.WriteAllText(path, text);
        return path;
    }

    private static (bool IsFine, string Said) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            Environment = { ["LC_ALL"] = "C.UTF-8" },
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(TimeMax))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} did not end");
        }
        return (process.ExitCode == 0, process.ExitCode == 0 ? output : $"{output}{error.Result}");
    }
}

/// <summary>A fact that needs Debian's hledger and beancount. Where one is missing it is installed, if that can be
/// done; else the fact is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BookkeeperFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Missing = new(() =>
        DebianPackage.Missing("hledger", () => File.Exists("/usr/bin/hledger"))
        ?? DebianPackage.Missing("beancount", () => File.Exists("/usr/bin/bean-check")));

    public BookkeeperFactAttribute() => Skip = Missing.Value;
}
