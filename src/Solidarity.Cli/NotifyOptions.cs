using System.CommandLine;
using System.Net;
using Solidarity.Commands.CommandLine;
using Solidarity.Domain.Notices;
using Solidarity.Server;

namespace Solidarity.Cli;

/// <summary>By what means the service sends the notices of bodies.</summary>
internal sealed class NotifyOptions
{
    private const int SubmissionPort = 587;
    private const int SubmissionTlsPort = 465;
    private const int PlainPort = 25;

    private readonly Option<string?> _server = Options.Text("--smtp", "HOST[:PORT]",
        "The mail server that takes notices by e-mail (default: none; they wait).");

    private readonly Option<string?> _tls = Options.Text("--smtp-tls", "MODE",
        "How the connection to it is protected: starttls (port 587), tls (port 465), or none (port 25), for one on "
        + "this machine (default: starttls).");

    private readonly Option<string?> _user = Options.Text("--smtp-user", "NAME", "Who the mail server knows us as.");

    private readonly Option<string?> _password = Options.Text(
        "--smtp-password-file", "FILE", "The password, as the first line of a file.");

    private readonly Option<string?> _from = Options.Text(
        "--smtp-from", "ADDRESS", "The e-mail address that notices come from.");

    private readonly Option<string?> _links = Options.Text("--links", "URL",
        "The beginning of links in notices, to which strikes/ID and the like are added (default: notices give command "
        + "lines).");

    private readonly Option<string[]> _hosts = Options.Many("--webhook-host", "HOST[:PORT]",
        "A host that webhooks may be at although it is of a private network, also without TLS. Repeat for more.");

    public void AddTo(Command command)
    {
        command.Add([_server, _tls, _user, _password, _from, _links, _hosts]);
    }

    /// <exception cref="UsageException">What is given does not fit together.</exception>
    public NoticeOptions Read(ParseResult parsed) => new()
    {
        Mail = ReadMail(parsed),
        Links = parsed.GetValue(_links) is not { } links ? null
            : Uri.TryCreate(links, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url
            : throw UsageException.Malformed("links", $"\"{links}\" is no address such as https://solidarity.example"),
        WebhookHosts = [.. parsed.GetValue(_hosts) ?? []],
    };

    private MailServer? ReadMail(ParseResult parsed)
    {
        Option<string?>[] details = [_tls, _user, _password, _from];
        if (parsed.GetValue(_server) is not { } server)
            return details.FirstOrDefault(option => parsed.GetValue(option) is not null) is { } lonely
                ? throw UsageException.Malformed(Options.FieldOf(lonely), "--smtp must be given with it")
                : null;
        var tls = parsed.GetValue(_tls) switch
        {
            null or "starttls" => MailTls.StartTls,
            "tls" => MailTls.Tls,
            "none" => MailTls.None,
            var other => throw UsageException.Malformed("smtp-tls", $"\"{other}\" is none of starttls, tls, none"),
        };
        var (host, port) = HostOf(server, tls);
        var user = parsed.GetValue(_user);
        if ((user is null) != (parsed.GetValue(_password) is null))
            throw UsageException.Malformed("smtp-user", "give --smtp-user and --smtp-password-file, or neither");
        if (user is not null && tls == MailTls.None && !IsThisMachine(host))
            throw UsageException.Malformed(
                "smtp-tls", $"without TLS the password would go to {host} in the open; choose starttls or tls");
        var from = parsed.GetValue(_from)
            ?? throw UsageException.Malformed("smtp-from", "say which address notices come from");
        if (NoticeChannel.CheckEmail("smtp-from", from) is not null)
            throw UsageException.Malformed("smtp-from", $"\"{from}\" is no e-mail address");
        var password = user is null ? null : FirstLine.Of(parsed.GetValue(_password)!, "smtp-password-file");
        return new MailServer(host, port, tls, user, password, from);
    }

    private static (string Host, int Port) HostOf(string text, MailTls tls)
    {
        var usual = tls switch
        {
            MailTls.StartTls => SubmissionPort,
            MailTls.Tls => SubmissionTlsPort,
            MailTls.None => PlainPort,
            _ => throw new UnreachableException($"TLS {tls}"),
        };
        return Uri.TryCreate($"smtp://{text}", UriKind.Absolute, out var url) && url is { PathAndQuery: "/" or "" }
            && url.Host.Length > 0 && url.UserInfo.Length == 0
                ? (url.Host.Trim('[', ']'), url.Port > 0 ? url.Port : usual)
                : throw UsageException.Malformed("smtp", $"\"{text}\" is no host such as mail.example:587");
    }

    private static bool IsThisMachine(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
