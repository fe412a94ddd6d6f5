namespace Solidarity.Benchmarks.Postgres;

/// <summary>The user that a program runs as: our own, or where we are root another, by <c>setpriv</c>, which becomes
/// the program, so that its process id is the program's.</summary>
internal sealed class RunAs
{
    private const string Setpriv = "/usr/bin/setpriv";

    private readonly string? _user;
    private readonly string? _group;

    private RunAs(string? user, string? group) => (_user, _group) = (user, group);

    /// <summary>Whether root can run a program as somebody else here.</summary>
    public static bool CanChange => File.Exists(Setpriv) && FindOther() is not null;

    public static RunAs Choose() => !Environment.IsPrivilegedProcess
        ? new RunAs(null, null)
        : FindOther() ?? throw new InvalidOperationException("there is no user to run the program as");

    public async Task OwnAsync(string folder)
    {
        if (_user is null)
            return;
        using var chown = Process.Start("chown", [$"{_user}:{_group}", folder]);
        await EndAsync(chown, "chown", "");
    }

    /// <summary>Runs a program to its end.</summary>
    public async Task RunAsync(string program, params string[] args)
    {
        using var process = Process.Start(Begin(program, args))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await output;
        await EndAsync(process, program, errors);
    }

    private ProcessStartInfo Begin(string program, string[] args)
    {
        var start = _user is null
            ? new ProcessStartInfo(program, args)
            : new ProcessStartInfo(
                Setpriv, [$"--reuid={_user}", $"--regid={_group}", "--clear-groups", "--", program, .. args]);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        // The folder that we are in may be closed to the other user.
        start.WorkingDirectory = "/";
        return start;
    }

    private static async Task EndAsync(Process process, string program, string said)
    {
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {said}");
    }

    /// <summary>User and group by number, from the list of users; PostgreSQL's own user where there is one.</summary>
    private static RunAs? FindOther()
    {
        var users = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(user => user.Length > 3);
        return users.Where(user => user[0] is "postgres" or "nobody")
            .OrderByDescending(user => user[0], StringComparer.Ordinal)
            .Select(user => new RunAs(user[2], user[3]))
            .FirstOrDefault();
    }
}
