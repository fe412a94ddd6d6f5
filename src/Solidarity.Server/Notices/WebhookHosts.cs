using System.Net;
using System.Net.Sockets;

namespace Solidarity.Server.Notices;

/// <summary>
/// Which hosts webhooks may be at. Anybody can found a section and give it a webhook, so no webhook may reach what only
/// the operator's own network reaches: an address is looked up when the connection is made, and only a public one is
/// connected to, whatever the name says later. The operator may allow hosts by name.
/// </summary>
internal sealed class WebhookHosts(ImmutableArray<string> allowed)
{
    /// <summary>What is not the public network (IANA's registries of special-purpose addresses), multicast included.
    /// </summary>
    private static readonly ImmutableArray<IPNetwork> NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/3",
            // Of IPv6's public network: protocols, documentation, and what carries addresses of IPv4.
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>All of IPv6 that is public lies in it.</summary>
    private static readonly IPNetwork PublicIPv6 = IPNetwork.Parse("2000::/3");

    public bool IsAllowed(string host, int port) => allowed.Any(entry =>
        string.Equals(entry, host, StringComparison.OrdinalIgnoreCase)
        || string.Equals(entry, $"{host}:{port}", StringComparison.OrdinalIgnoreCase));

    /// <summary>What is wrong with an address, as far as it can be seen without a look-up; null: nothing.</summary>
    public Wording? ProblemOf(Uri url)
    {
        if (IsAllowed(url.Host, url.Port))
            return null;
        if (url.Scheme != Uri.UriSchemeHttps)
            return "is not under TLS (https)";
        return IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && !IsPublic(address)
            ? Wording.Of("is not of the public network; whoever runs the service can allow it")
            : null;
    }

    public static bool IsPublic(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return (plain.AddressFamily == AddressFamily.InterNetwork || PublicIPv6.Contains(plain))
            && !NotPublic.Any(network => network.Contains(plain));
    }

    /// <summary>Connects to a host, if it may be connected to.</summary>
    /// <exception cref="ForbiddenHostException">All its addresses are of the operator's own network.</exception>
    public async ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken cancellation)
    {
        var addresses = await Dns.GetHostAddressesAsync(host, cancellation);
        if (!IsAllowed(host, port))
            addresses = [.. addresses.Where(IsPublic)];
        if (addresses.Length == 0)
            throw new ForbiddenHostException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A webhook's host is none that webhooks may be at.</summary>
internal sealed class ForbiddenHostException() : IOException("The host is not of the public network.");
