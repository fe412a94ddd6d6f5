using Solidarity.Cli.Tests.Services;
using Solidarity.Grains.Hosting;

namespace Solidarity.Cli.Tests.Deploying;

/// <summary>The script that makes the certificates of a cluster's silos.</summary>
public sealed class CertificateScriptTests
{
    [OpensslFact]
    public async Task What_it_makes_a_silo_takes_also_what_it_makes_later()
    {
        using var folder = new TempFolder();
        (await MakeAsync(folder.Path, "one", "two")).ShouldBe(0);
        (await MakeAsync(folder.Path, "three")).ShouldBe(0);
        foreach (var name in new[] { "one", "two", "three" })
            SiloTls.Load(
                Path.Combine(folder.Path, $"{name}.pem"), Path.Combine(folder.Path, $"{name}.key"),
                Path.Combine(folder.Path, "authority.pem")).Dispose();
        (await MakeAsync(folder.Path, "one")).ShouldBe(1, "nothing is written over");
        (await MakeAsync(folder.Path)).ShouldBe(2);
    }

    private static async Task<int> MakeAsync(params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(
            Path.Combine(DeployFiles.Folder.FullName, "certificates", "make"), args)
        {
            RedirectStandardError = true,
        })!;
        await process.WaitForExitAsync(Service.Deadline());
        return process.ExitCode;
    }
}

/// <summary>A fact that needs bash and openssl. Where there is none it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OpensslFactAttribute : FactAttribute
{
    public OpensslFactAttribute()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "openssl"))))
            Skip = "openssl is not installed";
    }
}
