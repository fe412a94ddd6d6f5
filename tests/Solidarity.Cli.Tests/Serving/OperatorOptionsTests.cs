using Solidarity.Cli.Tests.Services;
using Solidarity.Commands.Failures;
using Solidarity.Storage.Tests.Azurite;
using Solidarity.Storage.Tests.Node;

namespace Solidarity.Cli.Tests.Serving;

/// <summary>What those who run the service may give it, and what is refused before anything is made.</summary>
public sealed class OperatorOptionsTests
{
    [Theory]
    [InlineData("metrics", "--metrics", "nonsense")]
    [InlineData("otlp", "--otlp", "ftp://127.0.0.1:4317")]
    [InlineData("dashboard", "--dashboard", "nonsense")]
    [InlineData("dashboard", "--dashboard", "http://0.0.0.0:8080", "--allow-remote")]
    [InlineData("silo-key", "--silo-certificate", "a.pem")]
    [InlineData("silo-certificate", "--silo-certificate", "a", "--silo-key", "b", "--silo-authority", "c")]
    [InlineData("storage-file", "--cluster", "a", "--storage", "b", "--storage-file", "c")]
    [InlineData("storage-file", "--cluster", "a", "--storage-file", "/nowhere/at/all")]
    [InlineData("storage", "--cluster", "a", "--storage", "https://example.org/?sig=secret")]
    [InlineData("smtp-user", "--smtp-user", "us")]
    [InlineData("smtp", "--smtp", "mail.example/inbox")]
    [InlineData("smtp-from", "--smtp", "mail.example")]
    [InlineData("smtp-from", "--smtp", "mail.example", "--smtp-from", "us")]
    [InlineData("smtp-tls", "--smtp", "mail.example", "--smtp-tls", "ssl")]
    [InlineData("smtp-user", "--smtp", "mail.example", "--smtp-user", "us")]
    [InlineData(
        "smtp-tls", "--smtp", "mail.example", "--smtp-tls", "none", "--smtp-user", "us", "--smtp-password-file", "w")]
    [InlineData(
        "smtp-password-file", "--smtp", "mail.example", "--smtp-from", "a@b.example", "--smtp-user", "us",
        "--smtp-password-file", "/nowhere/at/all")]
    [InlineData("links", "--links", "board")]
    public async Task What_cannot_be_is_refused_by_name(string field, params string[] options)
    {
        using var folder = new TempFolder();
        var data = Path.Combine(folder.Path, "data");
        var ran = await Ran.OfAsync(["serve", "--data", data, "--json", .. options]);
        ran.ExitCode.ShouldBe(ExitCodes.Usage, ran.Error);
        ran.Error.ShouldContain($"\"field\": \"{field}\"");
        ran.Error.ShouldNotContain("secret");
        Directory.Exists(data).ShouldBeFalse();
    }

    [NodeFact]
    public async Task The_environment_says_where_the_storage_is_and_the_first_line_where_the_metrics_are()
    {
        await using var azurite = await AzuriteServer.StartAsync();
        using var folder = new TempFolder();
        using var service = ServeProcess.Start(
            new Dictionary<string, string> { ["SOLIDARITY_STORAGE"] = azurite.ConnectionString },
            "serve", "--data", folder.Path, "--listen", "http://127.0.0.1:0", "--cluster", AzuriteServer.NewContainer(),
            "--metrics", "http://127.0.0.1:0");
        try
        {
            var line = await service.StandardOutput.ReadLineAsync(Service.Deadline());
            var metrics = line.ShouldNotBeNull().Split(", metrics on ")[1].Split(". Ctrl-C")[0];
            using var client = new HttpClient();
            (await client.GetStringAsync($"{metrics}/metrics", Service.Deadline()))
                .ShouldContain("solidarity_replica_age_seconds");
            (await client.GetStringAsync($"{metrics}/healthz/ready", Service.Deadline())).ShouldBe("ready");
        }
        finally
        {
            service.Kill();
        }
    }
}
