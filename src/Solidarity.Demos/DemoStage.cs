using System.CommandLine;
using Solidarity.Commands.CommandLine;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Solidarity.Demos;

/// <summary>What demonstrations share: options, where the journal is, and the picture in a terminal.</summary>
internal static class DemoStage
{
    private const int RefreshMs = 250;

    /// <param name="data">A folder that is new or empty; null: one that goes at the end.</param>
    /// <exception cref="UsageException">There is something in it.</exception>
    public static async Task<T> InAsync<T>(string? data, Func<string, Task<T>> show)
    {
        if (data is not null)
        {
            if (File.Exists(data) || (Directory.Exists(data) && Directory.EnumerateFileSystemEntries(data).Any()))
                throw UsageException.Malformed("data", $"\"{data}\" is not empty; name a new folder");
            return await show(data);
        }
        var temporary = Directory.CreateTempSubdirectory("solidarity-demo-");
        try
        {
            return await show(temporary.FullName);
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    public static Option<string?> DataOption() => Options.Text(
        "--data", "DIR", "Keep the journal in this folder, which is new or empty (default: it goes at the end).");

    /// <exception cref="UsageException">It is too small or too large.</exception>
    public static int Within(string field, int value, int least, int most) => value >= least && value <= most
        ? value
        : throw UsageException.Malformed(
            field, Counting.Invariant($"{value} is outside of what can be shown, {least:N0} to {most:N0}"));

    /// <summary>Shows a picture again and again while something goes on.</summary>
    public static Task<T> LiveAsync<T>(IAnsiConsole console, Func<IRenderable> picture, Func<Task<T>> live) =>
        console.Live(new Text("...")).AutoClear(true).StartAsync(async display =>
        {
            var living = Task.Run(live);
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(RefreshMs));
            while (!living.IsCompleted)
            {
                display.UpdateTarget(picture());
                await Task.WhenAny(living, timer.WaitForNextTickAsync(CancellationToken.None).AsTask());
            }
            return await living;
        });
}
