namespace Solidarity.Server.Tests.Hosting;

/// <summary>Programs that tests need of Debian. Where one is missing it is installed, if that can be done.</summary>
internal static class DebianPackage
{
    private const string AptGet = "/usr/bin/apt-get";
    private static readonly TimeSpan InstallTimeMax = TimeSpan.FromMinutes(2);

    /// <summary>Why something is not there; null where it is, or was installed.</summary>
    /// <param name="isThere">Looks for it.</param>
    public static string? Missing(string package, Func<bool> isThere)
    {
        if (isThere())
            return null;
        if (!Environment.IsPrivilegedProcess || !File.Exists(AptGet))
            return $"This needs {package}, which is not installed: apt-get install {package}";
        return Install(package) && isThere() ? null : $"This needs {package}, and it could not be installed.";
    }

    /// <summary>Runs a program to its end; whether it ended well, and in time.</summary>
    public static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" },
        })!;
        process.StandardInput.Close();
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (process.WaitForExit(InstallTimeMax))
            return process.ExitCode == 0;
        process.Kill(entireProcessTree: true);
        return false;
    }

    private static bool Install(string package)
    {
        string[] install =
            ["install", "-y", "-qq", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=60", package];
        return Run(AptGet, install) || (Run(AptGet, "update", "-qq") && Run(AptGet, install));
    }
}
