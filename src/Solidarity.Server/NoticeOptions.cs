namespace Solidarity.Server;

/// <summary>By what means the service sends the notices of bodies.</summary>
public sealed record NoticeOptions
{
    /// <summary>The server that takes mail; null: none, and notices by e-mail wait.</summary>
    public MailServer? Mail { get; init; }

    /// <summary>The beginning of links in notices, to which <c>strikes/ID</c> and the like are added; null: notices
    /// give command lines instead.</summary>
    public Uri? Links { get; init; }

    /// <summary>Hosts, <c>NAME</c> or <c>NAME:PORT</c>, that webhooks may be at although they are of a private network,
    /// and without TLS.</summary>
    public ImmutableArray<string> WebhookHosts { get; init; } = [];
}

/// <summary>How a connection to a mail server is protected.</summary>
public enum MailTls
{
    /// <summary>It begins in the open and goes on under TLS; a server that cannot is not used.</summary>
    StartTls,

    /// <summary>It is under TLS from the beginning.</summary>
    Tls,

    /// <summary>Not at all: for a server on this machine.</summary>
    None,
}

/// <summary>A mail server, and who sends.</summary>
/// <param name="User">Null: it asks nobody who they are.</param>
/// <param name="From">The address that notices come from.</param>
public sealed record MailServer(string Host, int Port, MailTls Tls, string? User, string? Password, string From)
{
    /// <summary>As records write themselves, without the password.</summary>
    public override string ToString() => $"{Host}:{Port}";
}
