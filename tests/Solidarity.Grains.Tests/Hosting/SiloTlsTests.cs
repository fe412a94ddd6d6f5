using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Founding;
using Solidarity.Grains.Entries;
using Solidarity.Grains.Hosting;
using Solidarity.Grains.Streams;
using Solidarity.Storage;
using Solidarity.Views.Hosting;
using static Solidarity.Grains.Tests.Service;

namespace Solidarity.Grains.Tests.Hosting;

/// <summary>Silos over real sockets: only those whose certificate the cluster's authority has signed talk.</summary>
public sealed class SiloTlsTests : IDisposable
{
    private const int Sections = 20;
    private static readonly TimeSpan JoinTimeMax = TimeSpan.FromSeconds(5);
    private readonly TestAuthority _ours = new("ours");
    private readonly TestAuthority _foreign = new("foreign");

    [Fact]
    public async Task Silos_of_one_authority_ask_each_others_grains()
    {
        await using var journal = new MemoryJournal();
        var first = FreePort();
        using var tls = _ours.Silo("a");
        using var otherTls = _ours.Silo("b");
        await using var one = await StartAsync(journal, first, first, tls);
        await using var two = await StartAsync(journal, FreePort(), first, otherTls);
        var ids = Enumerable.Range(1, Sections).Select(number => new SectionId($"masons-{number}")).ToArray();

        foreach (var id in ids)
            (await SectionOf(one, id).Ask(Founding(id))).Refusal.ShouldBeNull();

        var awake = ids.Count(id => two.Services.GetRequiredService<AwakeBodies>()
            .Has(new StreamName($"sections/{id}")));
        awake.ShouldBeInRange(1, Sections - 1, "both have some");
    }

    [Fact]
    public async Task A_silo_answers_nobody_without_a_certificate_of_its_authority()
    {
        await using var journal = new MemoryJournal();
        var port = FreePort();
        using var tls = _ours.Silo("a");
        await using var silo = await StartAsync(journal, port, port, tls);
        var (own, foreign) = (_ours.Sign("own"), _foreign.Sign("foreign"));

        // With its own it would be heard, else the three below would prove nothing.
        (await IsHeardAsync(port, Certificate(own))).ShouldBeTrue();
        (await IsHeardAsync(port, Certificate(foreign))).ShouldBeFalse();
        (await IsHeardAsync(port, certificate: null)).ShouldBeFalse();
        (await IsHeardInTheClearAsync(port)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_silo_with_a_foreign_certificate_or_none_does_not_join(bool isForeign)
    {
        await using var journal = new MemoryJournal();
        var first = FreePort();
        using var tls = _ours.Silo("a");
        await using var one = await StartAsync(journal, first, first, tls);
        using var foreign = isForeign ? _foreign.Silo("b") : null;

        await Should.ThrowAsync<Exception>(async () =>
        {
            await using var two = await StartAsync(journal, FreePort(), first, foreign);
        });

        one.Services.GetRequiredService<IClusterMembershipService>().CurrentSnapshot.Members.Count.ShouldBe(1);
    }

    [Fact]
    public void What_is_no_certificate_of_the_authority_is_refused_at_the_start()
    {
        var (certificate, key) = _ours.Sign("a");
        Refusal(certificate, key, _foreign.Path).ShouldContain($"{certificate} cannot be a silo's under");
        var (expired, expiredKey) = _ours.Sign("expired", days: 0);
        Refusal(expired, expiredKey, _ours.Path).ShouldContain("cannot be a silo's");
        var (server, serverKey) = _ours.Sign("server", purposes: ["1.3.6.1.5.5.7.3.1"]);
        Refusal(server, serverKey, _ours.Path).ShouldContain("cannot be a silo's");
        Refusal(certificate, serverKey, _ours.Path).ShouldContain("cannot be read");
        Refusal($"{certificate}.gone", key, _ours.Path).ShouldContain("cannot be read");
        Refusal(certificate, key, key).ShouldContain("has no certificate");
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("10.0.0.1", false)]
    [InlineData("0.0.0.0", false)]
    public void Other_machines_are_talked_to_only_under_protection(string address, bool isAllowed)
    {
        using var tls = _ours.Silo("a");
        SiloTls.Check(IPAddress.Parse(address), tls);
        if (isAllowed)
            SiloTls.Check(IPAddress.Parse(address), tls: null);
        else
            Should.Throw<FormatException>(() => SiloTls.Check(IPAddress.Parse(address), tls: null))
                .Message.ShouldContain("--silo-certificate");
    }

    public void Dispose()
    {
        _ours.Dispose();
        _foreign.Dispose();
    }

    private static string Refusal(string certificate, string key, string authority) =>
        Should.Throw<FormatException>(() => SiloTls.Load(certificate, key, authority).Dispose()).Message;

    private static async Task<RunningSilo> StartAsync(IJournal journal, int port, int primary, SiloTls? tls)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.AddSolidarity(journal, time: null, cluster: silo =>
        {
            silo.UseLocalhostClustering(port, gatewayPort: 0, new IPEndPoint(IPAddress.Loopback, primary));
            tls?.Protect(silo);
            // Whoever is not let in is told so by nothing but silence.
            silo.Configure<ClusterMembershipOptions>(options => options.MaxJoinAttemptTime = JoinTimeMax);
            silo.Services.PostConfigure<SiloMessagingOptions>(options =>
                options.ResponseTimeout = options.SystemResponseTimeout = JoinTimeMax);
        });
        var host = builder.Build();
        try
        {
            await host.StartAsync(Deadline());
        }
        catch
        {
            host.Dispose();
            throw;
        }
        return new RunningSilo(host);
    }

    private static ISectionGrain SectionOf(RunningSilo silo, SectionId id) =>
        silo.Services.GetRequiredService<IGrainFactory>().GetGrain<ISectionGrain>(id.Value);

    private static GrainRequest<SectionCommand> Founding(SectionId id) => Requests.Of(
        new CommandId(new UInt128(1UL << 60, uint.Parse(id.Value.Split('-')[1], CultureInfo.InvariantCulture))),
        new FoundingCommand.Found(id.Value, SectionKind.Trade, "masons", "Geneva", "CH", null, [Chf]),
        DomainJson.SectionCommand, new DateTimeOffset(1868, 3, 23, 0, 0, 0, TimeSpan.Zero));

    private static X509Certificate2 Certificate((string Certificate, string Key) files) =>
        X509Certificate2.CreateFromPemFile(files.Certificate, files.Key);

    /// <summary>Whether the silo says anything in answer, as it does to one that it lets in.</summary>
    private static async Task<bool> IsHeardAsync(int port, X509Certificate2? certificate)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, Deadline());
        await using var stream = new SslStream(client.GetStream(), false, (_, other, _, _) => other is not null);
        try
        {
            await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "anything",
                ClientCertificates = certificate is null ? [] : [certificate],
            }, Deadline());
            return await ReadsAsync(stream);
        }
        catch (Exception problem) when (problem is IOException or AuthenticationException)
        {
            return false;
        }
        finally
        {
            certificate?.Dispose();
        }
    }

    private static async Task<bool> IsHeardInTheClearAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, Deadline());
        await client.GetStream().WriteAsync(new byte[64], Deadline());
        try
        {
            // What it may say is that this is no TLS; then it hangs up.
            var answer = new byte[1_024];
            return await client.GetStream().ReadAsync(answer, Deadline()) > 7;
        }
        catch (IOException)
        {
            return false;
        }
    }

    // A silo begins with who it is.
    private static async Task<bool> ReadsAsync(Stream stream) =>
        await stream.ReadAsync(new byte[64], Deadline()) > 0;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class RunningSilo(IHost host) : IAsyncDisposable
    {
        public IServiceProvider Services => host.Services;

        public async ValueTask DisposeAsync()
        {
            await host.StopAsync(CancellationToken.None);
            host.Dispose();
        }
    }
}
