using Solidarity.Domain.Decisions;
using Solidarity.Domain.Json;
using Solidarity.Domain.Text;

namespace Solidarity.Domain.Notices;

/// <summary>How a notice reaches people.</summary>
[JsonConverter(typeof(KebabEnumConverter<ChannelKind>))]
public enum ChannelKind
{
    Email,
    Webhook,
}

/// <summary>A way by which a body's notices reach people or programs.</summary>
/// <param name="Target">An e-mail address, or the address that a webhook posts to.</param>
/// <param name="Secret">What a webhook signs with; null for e-mail, and in a command also for "as it is".</param>
public sealed record NoticeChannel(ChannelKind Kind, string Target, string? Secret = null)
{
    public const int EmailCharsMax = 254;
    public const int UrlCharsMax = 500;
    public const int SecretCharsMin = 16;
    public const int SecretCharsMax = 128;
    private const int LocalPartCharsMax = 64;
    private const int LabelCharsMax = 63;
    private const string LocalPartMarks = ".!#$%&'*+/=?^_`{|}~-";

    internal Refusal? Problem() => Kind switch
    {
        ChannelKind.Email => CheckEmail("emails", Target),
        ChannelKind.Webhook => CheckUrl("webhooks", Target)
            ?? (Secret is null ? null : CheckSecret("webhooks", Secret)),
        _ => throw new UnreachableException($"channel {Kind}"),
    };

    /// <summary>The refusal for what is no e-mail address in plain letters; else null.</summary>
    public static Refusal? CheckEmail(string field, string text)
    {
        var parts = text.Length <= EmailCharsMax ? text.Split('@') : [];
        var isAddress = parts is [{ Length: >= 1 and <= LocalPartCharsMax } local, { Length: >= 1 } domain]
            && local.All(letter => char.IsAsciiLetterOrDigit(letter) || LocalPartMarks.Contains(letter))
            && local[0] != '.' && local[^1] != '.' && !local.Contains("..", StringComparison.Ordinal)
            && domain.Split('.').All(IsLabel);
        return isAddress ? null : CommonRefusals.Malformed(field,
            $"{Quoted.Of(text)} is no e-mail address such as treasurer@masons.example");
    }

    /// <summary>The refusal for what is no address of a web server; else null.</summary>
    public static Refusal? CheckUrl(string field, string text)
    {
        var isAddress = text.Length <= UrlCharsMax && text.All(letter => letter is > ' ' and < '\u007f')
            && Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            && url is { UserInfo.Length: 0, Fragment.Length: 0, Host.Length: > 0 };
        return isAddress ? null : CommonRefusals.Malformed(field,
            $"{Quoted.Of(text)} is no address such as https://masons.example/notices, of at most {UrlCharsMax} "
            + $"characters, without a user or a fragment");
    }

    /// <summary>The refusal for what is no secret to sign with; else null. It never repeats the secret.</summary>
    public static Refusal? CheckSecret(string field, string secret) =>
        secret.Length is >= SecretCharsMin and <= SecretCharsMax
        && secret.All(letter => letter is > ' ' and < '\u007f')
            ? null
            : CommonRefusals.Malformed(field,
                $"the secret must have {SecretCharsMin} to {SecretCharsMax} letters, digits and marks, without spaces");

    private static bool IsLabel(string label) => label.Length is >= 1 and <= LabelCharsMax
        && label.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')
        && label[0] != '-' && label[^1] != '-';
}

/// <summary>What a body wants to be told, how and when.</summary>
/// <param name="Kinds">None: nothing but tests.</param>
public sealed record NoticeSettings(
    ImmutableArray<NoticeChannel> Channels, ImmutableSortedSet<NoticeKind> Kinds, QuietHours Quiet)
{
    public const int ChannelsMax = 5;

    public static ImmutableSortedSet<NoticeKind> AllKinds { get; } = [.. Enum.GetValues<NoticeKind>()];

    public static NoticeSettings None { get; } = new([], [], QuietHours.Default);

    public NoticeChannel? Find(string target) =>
        Channels.FirstOrDefault(channel => string.Equals(channel.Target, target, StringComparison.Ordinal));

    internal Refusal? Problem()
    {
        if (Channels.IsEmpty)
            return CommonRefusals.Malformed("emails", "is empty, and so is webhooks; give one of either");
        if (Channels.Length > ChannelsMax)
            return CommonRefusals.Malformed("emails",
                $"and webhooks have {Channels.Length} together; at most {ChannelsMax} may be given");
        if (Kinds.IsEmpty || Kinds.Any(kind => !Enum.IsDefined(kind)))
            return CommonRefusals.Malformed("kinds", "is empty, or names a kind that there is not");
        if (Channels.Select(channel => channel.Target).Distinct(StringComparer.OrdinalIgnoreCase).Count()
            < Channels.Length)
            return CommonRefusals.Malformed("emails", "or webhooks names an address twice");
        return Channels.Select(channel => channel.Problem()).FirstOrDefault(problem => problem is not null)
            ?? Quiet.Problem();
    }
}
