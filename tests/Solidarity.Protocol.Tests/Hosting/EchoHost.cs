using System.Collections.Concurrent;
using System.Net;
using Grpc.AspNetCore.Server;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Solidarity.Server.Health;
using Solidarity.Server.Reflection;

namespace Solidarity.Protocol.Tests.Hosting;

/// <summary>
/// The echo service on a real Kestrel, HTTP/2 without TLS, on a free loopback port. An Error in its log that the test
/// did not expect fails the test when the host is disposed.
/// </summary>
public sealed class EchoHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ErrorLog _errors;

    private EchoHost(WebApplication app, ErrorLog errors)
    {
        _app = app;
        _errors = errors;
        Address = new Uri(app.Urls.Single());
    }

    public Uri Address { get; }

    public HealthStatuses Health => _app.Services.GetRequiredService<HealthStatuses>();

    public HeldCalls Held => _app.Services.GetRequiredService<HeldCalls>();

    public static async Task<EchoHost> StartAsync(Action<GrpcServiceOptions>? configure = null)
    {
        var errors = new ErrorLog();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(errors);
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc(options => configure?.Invoke(options));
        builder.Services.AddSingleton<HeldCalls>().AddHealth().AddReflection();
        var app = builder.Build();
        app.MapGrpcService<EchoService>();
        app.MapGrpcService<ExtendedService>();
        app.MapHealth();
        app.MapReflection();
        await app.StartAsync();
        return new EchoHost(app, errors);
    }

    public GrpcChannel Connect(GrpcChannelOptions? options = null) =>
        GrpcChannel.ForAddress(Address, options ?? new GrpcChannelOptions());

    /// <summary>Stops serving, as a signal to the process would, and waits for the calls under way.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _errors.Messages.ShouldBeEmpty();
    }

    private sealed class ErrorLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Messages { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel) && !IsLeavingClient(exception))
                Messages.Enqueue($"{formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
            // Holds nothing; the messages are read after the host has ended.
        }

        // The official server logs it as an Error when a client cancels while its request is being read. It is none.
        private static bool IsLeavingClient(Exception? exception) =>
            exception is IOException { Message: "The client reset the request stream." };
    }
}
