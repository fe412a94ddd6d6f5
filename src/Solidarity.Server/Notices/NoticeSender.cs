using Polly;
using Polly.Retry;
using Polly.Timeout;
using Solidarity.Domain.Notices;

namespace Solidarity.Server.Notices;

/// <summary>Sends a message over a channel, with a few tries in a row for what passes by itself. Longer pauses are the
/// notifier's, because they outlive this process.</summary>
internal sealed class NoticeSender : IDisposable
{
    /// <summary>How long one try may take, in seconds.</summary>
    public const int TrySecondsMax = 10;

    /// <summary>How often a try is repeated at once.</summary>
    public const int RetriesMax = 2;

    private const int FirstPauseMs = 250;

    private readonly MailSender? _mail;
    private readonly WebhookSender _webhooks;
    private readonly NoticeOptions _options;
    private readonly ResiliencePipeline _tries = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<NoticeFailedException>(failed => failed.MayPass),
            MaxRetryAttempts = RetriesMax,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(FirstPauseMs),
            UseJitter = true,
        })
        .AddTimeout(TimeSpan.FromSeconds(TrySecondsMax))
        .Build();

    public NoticeSender(NoticeOptions options)
    {
        var text = new NoticeText(options.Links);
        _options = options;
        _mail = options.Mail is { } server ? new MailSender(server, text) : null;
        _webhooks = new WebhookSender(options, text);
    }

    public WebhookHosts Hosts => _webhooks.Hosts;

    /// <summary>Why nothing is sent over channels of a kind at all; null where it is.</summary>
    public string? WhyNot(ChannelKind kind) =>
        kind == ChannelKind.Email && _mail is null ? InEnglish("not sent: the service has no mail server") : null;

    /// <summary>Whose time a channel takes while it is tried: the host that a connection goes to.</summary>
    public string HostOf(NoticeChannel channel) => channel.Kind == ChannelKind.Email
        ? _options.Mail?.ToString() ?? ""
        : new Uri(channel.Target).Authority;

    /// <returns>Null where it was taken, else why not.</returns>
    public async Task<string?> SendAsync(NoticeDigest digest, NoticeChannel channel, CancellationToken cancellation)
    {
        try
        {
            await _tries.ExecuteAsync(async limit => await (channel.Kind switch
            {
                ChannelKind.Email => _mail!.SendAsync(digest, channel.Target, limit),
                ChannelKind.Webhook => _webhooks.SendAsync(digest, channel.Target, channel.Secret!, limit),
                _ => throw new UnreachableException($"channel {channel.Kind}"),
            }), cancellation);
            return null;
        }
        catch (NoticeFailedException failed)
        {
            return failed.Message;
        }
        catch (TimeoutRejectedException)
        {
            return InEnglish($"there was no answer within {TrySecondsMax} seconds");
        }
    }

    public void Dispose() => _webhooks.Dispose();
}
