using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Solidarity.Views.Boards;

namespace Solidarity.Server.Errors;

/// <summary>Logs rows that could not be shown, each once: it is shown as faulty again whenever somebody looks.
/// </summary>
internal sealed class ViewFaultLog(ILogger<ViewFaultLog> log) : IHostedService
{
    /// <summary>How many different ones are remembered; after that nothing more is logged, and the meter counts on.
    /// </summary>
    public const int LoggedMax = 1_000;

    private readonly ConcurrentDictionary<(string View, string Row), bool> _logged = new();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Rows.Failed += Log;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Rows.Failed -= Log;
        return Task.CompletedTask;
    }

    private void Log(ViewFault fault)
    {
        if (_logged.Count < LoggedMax && _logged.TryAdd((fault.View, fault.Row), true))
            log.LogError(fault.Problem, "A row of {View} cannot be shown: {Row}.", fault.View, fault.Row);
    }
}
