namespace Solidarity.Cli.Tests.Shells;

/// <summary>Small programs that a test needs in a folder of its own.</summary>
internal static class ShellScript
{
    /// <summary>Writes a file that can be run.</summary>
    public static void Write(string path, string lines)
    {
        File.WriteAllText(path, $"#!/bin/sh\n{lines}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
