using System.Net.Http.Headers;
using System.Security.Authentication;

namespace Solidarity.Server.Notices;

/// <summary>Posts notices to webhooks: once for each call, without following to anywhere else and without reading what
/// comes back but its status.</summary>
internal sealed class WebhookSender : IDisposable
{
    private const int ResponseHeadersKilobytesMax = 16;

    private readonly NoticeText _text;
    private readonly HttpClient _client;

    public WebhookSender(NoticeOptions options, NoticeText text)
    {
        (_text, Hosts) = (text, new WebhookHosts(options.WebhookHosts));
        _client = Connect();
    }

    public WebhookHosts Hosts { get; }

    /// <exception cref="NoticeFailedException">It was not taken.</exception>
    public async Task SendAsync(
        NoticeDigest digest, string url, string secret, CancellationToken cancellation)
    {
        var to = new Uri(url);
        if (Hosts.ProblemOf(to) is { } problem)
            throw new NoticeFailedException($"the address {problem}", mayPass: false);
        var body = WebhookBody.Write(digest, _text);
        using var request = new HttpRequestMessage(HttpMethod.Post, to) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(WebhookBody.IdHeader, digest.Id);
        request.Headers.Add(
            WebhookBody.SignatureHeader, WebhookBody.Sign(secret, digest.At.ToUnixTimeSeconds(), body));
        try
        {
            using var response = await _client.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (!response.IsSuccessStatusCode)
                throw new NoticeFailedException(
                    $"the webhook answered {(int)response.StatusCode}",
                    mayPass: (int)response.StatusCode is 429 or >= 500);
        }
        catch (HttpRequestException failed)
        {
            throw new NoticeFailedException(
                failed switch
                {
                    { InnerException: ForbiddenHostException } => Wording.Of(
                        "the webhook's host is not of the public network; whoever runs the service can allow it"),
                    { InnerException: AuthenticationException } => "the webhook's certificate is not trusted",
                    { HttpRequestError: HttpRequestError.NameResolutionError } => "the webhook's host is not known",
                    _ => "the webhook could not be reached",
                },
                mayPass: failed.InnerException is not (ForbiddenHostException or AuthenticationException), failed);
        }
    }

    public void Dispose() => _client.Dispose();

    private HttpClient Connect() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        MaxResponseHeadersLength = ResponseHeadersKilobytesMax,
        // Each connection is looked up anew, and ends with its answer, whose body nobody reads.
        PooledConnectionLifetime = TimeSpan.Zero,
        ConnectCallback = (context, cancellation) =>
            Hosts.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellation),
    })
    { Timeout = Timeout.InfiniteTimeSpan };
}

/// <summary>A notice was not taken.</summary>
/// <param name="problem">Why, in words for whoever set the channel; nothing that the other side chose.</param>
/// <param name="mayPass">Whether the same may go well a moment later.</param>
internal sealed class NoticeFailedException(Wording problem, bool mayPass, Exception? inner = null)
    : Exception(problem.English, inner)
{
    public bool MayPass => mayPass;
}
