using System.CommandLine;
using System.Net;
using Solidarity.Commands.CommandLine;
using Solidarity.Grains.Clusters;
using Solidarity.Grains.Hosting;

namespace Solidarity.Cli;

/// <summary>Which cluster a service is one of, where its journal is, and by what the silos know each other.</summary>
internal sealed class MembershipOptions
{
    private readonly Option<string?> _cluster = Options.Text("--cluster", "NAME",
        "Be one of the services of this name that share their work, and their journal in --storage. DIR is then this "
        + "service's own replica, and may be empty.");

    private readonly Option<string?> _silo = Options.Text("--silo", "IP:PORT",
        "Where the other services of the cluster reach this one: an IP address of this machine and a port. Without it "
        + "they are all on this machine, and a free port is taken.");

    private readonly StorageOptions _storage = new();
    private readonly SiloTlsOptions _tls = new();

    public void AddTo(Command command)
    {
        command.Add(_cluster);
        _storage.AddTo(command);
        command.Add(_silo);
        _tls.AddTo(command);
    }

    /// <summary>Null where silos talk in the clear.</summary>
    public SiloTls? ReadTls(ParseResult parsed) => _tls.Read(parsed);

    /// <summary>Null where the service is alone.</summary>
    public ClusterSettings? Read(ParseResult parsed, SiloTls? tls)
    {
        var (cluster, silo) = (parsed.GetValue(_cluster), parsed.GetValue(_silo));
        var storage = _storage.Read(parsed, isWanted: cluster is not null);
        if (cluster is null && storage is null && silo is null && tls is null)
            return null;
        LogOptions.Open(cluster, storage);
        var settings = new ClusterSettings(cluster!, storage!) { Tls = tls };
        return silo is null ? settings : settings with { Silo = EndpointOf(silo, tls) };
    }

    private static IPEndPoint EndpointOf(string text, SiloTls? tls)
    {
        if (!IPEndPoint.TryParse(text, out var endpoint) || endpoint.Port == 0
            || endpoint.Address.Equals(IPAddress.Any) || endpoint.Address.Equals(IPAddress.IPv6Any))
            throw UsageException.Malformed(
                "silo", $"\"{text}\" is no address of this machine with a port, such as 127.0.0.1:11111");
        try
        {
            SiloTls.Check(endpoint.Address, tls);
            return endpoint;
        }
        catch (FormatException problem)
        {
            throw UsageException.Malformed("silo", Wording.Verbatim(problem.Message));
        }
    }
}
