using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Solidarity.Server.Errors;

/// <summary>
/// Takes what gRPC itself logs of calls that failed around a service, before it was asked or after it answered, and
/// says it as <see cref="CallLog"/> does. gRPC calls everything there an error, with a stack trace; but most of it is
/// what a caller sent, or that a caller left.
/// </summary>
[ProviderAlias("GrpcFaults")]
internal sealed class GrpcFaults(IServiceProvider services) : ILoggerProvider
{
    private const string Category = "Grpc.AspNetCore.Server.ServerCallHandler";

    /// <summary>Nobody else hears of that category.</summary>
    public static void Add(ILoggingBuilder logging)
    {
        logging.AddFilter(Category, LogLevel.None).AddFilter<GrpcFaults>(Category, LogLevel.Error);
        logging.Services.AddSingleton<ILoggerProvider, GrpcFaults>();
    }

    public ILogger CreateLogger(string categoryName) =>
        categoryName == Category ? new Ears(services) : NullLogger.Instance;

    public void Dispose()
    {
        // Holds nothing.
    }

    private sealed class Ears(IServiceProvider services) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
                return;
            // Asked for late: it logs, too, and so cannot be there before all loggers are.
            var log = services.GetRequiredService<CallLog>();
            var what = formatter(state, exception);
            if (exception is InvalidDataException or IOException or OperationCanceledException)
                log.Malformed("gRPC", ErrorStatus.Unreadable($"{what} {exception.Message}"));
            else
                log.Failed("gRPC", exception ?? new InvalidOperationException(what));
        }
    }
}
