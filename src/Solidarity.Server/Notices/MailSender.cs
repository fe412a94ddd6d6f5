using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Solidarity.Server.Notices;

/// <summary>Sends notices by the operator's mail server, over a connection for each: they are rare.</summary>
internal sealed class MailSender(MailServer server, NoticeText text)
{
    private const int StatusPassingMax = 499;

    /// <exception cref="NoticeFailedException">It was not taken.</exception>
    public async Task SendAsync(NoticeDigest digest, string to, CancellationToken cancellation)
    {
        using var message = Write(digest, to);
        // As .NET's own clients: many an operator's authority has no list of what it took back.
        using var client = new SmtpClient { CheckCertificateRevocation = false };
        try
        {
            await client.ConnectAsync(server.Host, server.Port, server.Tls switch
            {
                MailTls.StartTls => SecureSocketOptions.StartTls,
                MailTls.Tls => SecureSocketOptions.SslOnConnect,
                MailTls.None => SecureSocketOptions.None,
                _ => throw new UnreachableException($"TLS {server.Tls}"),
            }, cancellation);
            if (server.User is { } user)
                await client.AuthenticateAsync(user, server.Password ?? "", cancellation);
            await client.SendAsync(message, cancellation);
        }
        catch (SmtpCommandException failed)
        {
            throw new NoticeFailedException(
                $"the mail server refused with {(int)failed.StatusCode}",
                mayPass: (int)failed.StatusCode <= StatusPassingMax, failed);
        }
        catch (AuthenticationException failed)
        {
            throw new NoticeFailedException(
                "the mail server did not take the user and password of the service", mayPass: false, failed);
        }
        catch (Exception failed) when (failed is SslHandshakeException or NotSupportedException)
        {
            throw new NoticeFailedException(
                "there is no trusted connection to the mail server", mayPass: false, failed);
        }
        catch (Exception failed) when (failed is IOException or SocketException or ProtocolException
            or ServiceNotConnectedException)
        {
            throw new NoticeFailedException("the mail server could not be reached", mayPass: true, failed);
        }
        await QuitAsync(client, cancellation);
    }

    private static async Task QuitAsync(SmtpClient client, CancellationToken cancellation)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellation);
        }
        catch (Exception problem) when (problem is IOException or SocketException or ProtocolException
            or OperationCanceledException)
        {
            // The server has the mail. To fail for a goodbye would send it again.
        }
    }

    private MimeMessage Write(NoticeDigest digest, string to)
    {
        var message = new MimeMessage
        {
            Subject = NoticeText.Subject(digest),
            Date = digest.At,
            MessageId = $"{digest.Id}@{server.From[(server.From.IndexOf('@', StringComparison.Ordinal) + 1)..]}",
            Body = new TextPart("plain") { Text = text.Body(digest) },
        };
        message.From.Add(new MailboxAddress("Solidarity", server.From));
        message.To.Add(new MailboxAddress("", to));
        // So that no holiday notice comes back (RFC 3834).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }
}
