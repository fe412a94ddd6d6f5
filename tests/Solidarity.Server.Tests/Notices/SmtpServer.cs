using System.Text.Json;
using System.Threading.Channels;
using Solidarity.Server.Tests.Hosting;

namespace Solidarity.Server.Tests.Notices;

/// <summary>A mail that the mail server took.</summary>
internal sealed record Mail(string From, string[] To, string Data)
{
    private readonly string[] _parts = Data.ReplaceLineEndings("\n").Split("\n\n", 2);

    /// <summary>What people read.</summary>
    public string Text => _parts[1];

    public string Header(string name) => _parts[0].Replace("\n ", " ", StringComparison.Ordinal).Split('\n')
        .First(line => line.StartsWith($"{name}: ", StringComparison.OrdinalIgnoreCase))[(name.Length + 2)..];
}

/// <summary>A real mail server, Debian's aiosmtpd, in a process of its own on a free loopback port. It ends with the
/// process that started it.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "smtp", "server.py");

    private readonly Process _process;
    private readonly Channel<Mail> _mails = Channel.CreateUnbounded<Mail>();
    private readonly Channel<bool> _told = Channel.CreateUnbounded<bool>();

    private SmtpServer(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public static async Task<SmtpServer> StartAsync(params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(SmtpFactAttribute.Python, [Script, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var first = await process.StandardOutput.ReadLineAsync(TestServer.Deadline());
        if (!int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            throw new InvalidOperationException($"The mail server did not start: {first}");
        var server = new SmtpServer(process, port);
        _ = server.ReadAsync();
        return server;
    }

    /// <summary>The server as the service is told of it.</summary>
    public MailServer As(string? user = null, string? password = null, MailTls tls = MailTls.None) =>
        new("127.0.0.1", Port, tls, user, password, "notices@service.example");

    public async Task<Mail> NextAsync() => await _mails.Reader.ReadAsync(TestServer.Deadline());

    /// <summary>Has it answer all further mails so.</summary>
    public async Task AnswerAsync(int code)
    {
        await _process.StandardInput.WriteLineAsync($"answer {code}");
        await _told.Reader.ReadAsync(TestServer.Deadline());
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(TestServer.Deadline());
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            using var said = JsonDocument.Parse(line);
            if (!said.RootElement.TryGetProperty("from", out var from))
            {
                await _told.Writer.WriteAsync(true);
                continue;
            }
            await _mails.Writer.WriteAsync(new Mail(
                from.GetString()!,
                [.. said.RootElement.GetProperty("to").EnumerateArray().Select(to => to.GetString()!)],
                said.RootElement.GetProperty("data").GetString()!));
        }
        _mails.Writer.TryComplete();
    }
}

/// <summary>A fact that needs Debian's aiosmtpd. Where it is missing it is installed, if that can be done; else the
/// fact is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmtpFactAttribute : FactAttribute
{
    /// <summary>Debian's own, which sees Debian's packages.</summary>
    public const string Python = "/usr/bin/python3";

    private const string Package = "python3-aiosmtpd";
    private static readonly Lazy<string?> Missing = new(() => DebianPackage.Missing(Package, HasPackage));

    public SmtpFactAttribute() => Skip = Missing.Value;

    private static bool HasPackage() => File.Exists(Python) && DebianPackage.Run(Python, "-c", "import aiosmtpd");
}
