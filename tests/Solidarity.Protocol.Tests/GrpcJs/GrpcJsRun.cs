using System.Text.Json;
using Solidarity.Server;
using Solidarity.Server.Tests.Hosting;
using Solidarity.Storage.Tests.Node;

namespace Solidarity.Protocol.Tests.GrpcJs;

/// <summary>What one scenario of grpc-js/ came to.</summary>
public sealed record ScenarioResult(string Scenario, bool Ok, string? Error);

/// <summary>Installs the independent client and runs all its scenarios, once, against one service.</summary>
public sealed class GrpcJsRun : IAsyncLifetime
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "grpc-js");
    private static readonly string ProtoFolder = Path.Combine(AppContext.BaseDirectory, "protos");
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Dictionary<string, ScenarioResult> _results = new(StringComparer.Ordinal);

    /// <summary>The names of the scenarios that were run.</summary>
    public IReadOnlyCollection<string> Names => _results.Keys;

    public ScenarioResult Result(string scenario) => _results[scenario];

    public async Task InitializeAsync()
    {
        // The tests are skipped then, but the fixture is made all the same.
        if (NodeTools.Missing is not null)
            return;
        await NodeTools.InstallAsync(Folder);
        using var data = new TempFolder();
        var log = new ErrorLog();
        await using (var server = await SolidarityServer.StartAsync(new() { DataFolder = data.Path, Logs = log }))
            Read(await NodeTools.RunAsync("node", Folder, "run.mjs", server.Address.Authority, ProtoFolder));
        log.Errors.ShouldBeEmpty();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private void Read(string output)
    {
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var result = JsonSerializer.Deserialize<ScenarioResult>(line, Json)!;
            _results.Add(result.Scenario, result);
        }
    }
}
