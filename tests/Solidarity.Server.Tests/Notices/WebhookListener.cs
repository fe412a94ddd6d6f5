using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Solidarity.Server.Tests.Hosting;

namespace Solidarity.Server.Tests.Notices;

/// <summary>What was posted to a webhook.</summary>
internal sealed record Posted(string Id, string Signature, byte[] Body, string ContentType);

/// <summary>A real web server on a free loopback port that takes what is posted to it.</summary>
internal sealed class WebhookListener : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<Posted> _posted = Channel.CreateUnbounded<Posted>();
    private volatile TaskCompletionSource? _held;

    private WebhookListener()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(TakeAsync);
    }

    /// <summary>What it answers.</summary>
    public int Answer { get; set; } = StatusCodes.Status204NoContent;

    /// <summary>Where it sends whoever posts, beside the answer; null: nowhere.</summary>
    public string? Location { get; set; }

    public string Url => $"{_app.Urls.First()}/notices";

    public string Host => new Uri(_app.Urls.First()).Authority;

    public int Port => new Uri(_app.Urls.First()).Port;

    /// <summary>How much was posted and not read.</summary>
    public int Count => _posted.Reader.Count;

    public static async Task<WebhookListener> StartAsync()
    {
        var listener = new WebhookListener();
        await listener._app.StartAsync(TestServer.Deadline());
        return listener;
    }

    public async Task<Posted> NextAsync() => await _posted.Reader.ReadAsync(TestServer.Deadline());

    /// <summary>Has it answer nothing until it is released.</summary>
    public void Hold() => _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _held?.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Release();
        await _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        await _posted.Writer.WriteAsync(new Posted(
            context.Request.Headers["Solidarity-Notice"].ToString(),
            context.Request.Headers["Solidarity-Signature"].ToString(),
            body.ToArray(), context.Request.ContentType ?? ""));
        if (_held is { } held)
            await held.Task;
        context.Response.StatusCode = Answer;
        if (Location is { } location)
            context.Response.Headers.Location = location;
    }
}
