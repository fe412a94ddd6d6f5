using System.Net;

namespace Solidarity.Server.Hosting;

/// <summary>Where a server listens.</summary>
/// <param name="Api">For the API.</param>
/// <param name="Metrics">For metrics and probes; null: nowhere.</param>
/// <param name="Dashboard">For Orleans' Dashboard; null: nowhere.</param>
internal sealed record ListenAddresses(IPEndPoint Api, IPEndPoint? Metrics, IPEndPoint? Dashboard);

/// <summary>Reads where a server is to listen.</summary>
internal static class ListenAddress
{
    /// <exception cref="ListenException">One is no address to listen on, or one that other machines reach and nobody
    /// has allowed that.</exception>
    public static ListenAddresses Of(ServerOptions options)
    {
        var (metrics, dashboard) = (options.Telemetry.Metrics, options.Telemetry.Dashboard);
        return new ListenAddresses(
            Of(options.Listen, options.AllowRemote),
            metrics is null ? null : Of(metrics, options.AllowRemote),
            // It shows everything and can be asked to do things, and asks nobody who they are.
            dashboard is null ? null : Of(dashboard, allowRemote: false));
    }

    private static IPEndPoint Of(Uri listen, bool allowRemote)
    {
        if (!listen.IsAbsoluteUri || listen.Scheme != Uri.UriSchemeHttp || listen.PathAndQuery != "/")
            throw new ListenException(
                $"\"{listen}\" is no address to listen on; give one such as http://127.0.0.1:7463.");
        // Uri writes an IPv6 host in brackets, which IPAddress reads too.
        var address = listen.IsLoopback && listen.HostNameType == UriHostNameType.Dns
            ? IPAddress.Loopback
            : IPAddress.TryParse(listen.Host, out var parsed) ? parsed : null;
        if (address is null)
            throw new ListenException(
                $"\"{listen.Host}\" is no IP address of this machine; give one such as 127.0.0.1.");
        if (!IPAddress.IsLoopback(address) && !allowRemote)
            throw new ListenException(
                $"{listen.Host} can be reached from other machines, and the service asks nobody who they are. "
                + "Listen on 127.0.0.1, or, where that can be allowed, allow remote access on purpose.");
        return new IPEndPoint(address, listen.Port);
    }

    /// <param name="inner">Names the address, as the system has it.</param>
    public static ListenException InUse(ServerOptions options, Exception inner)
    {
        Uri?[] all = [options.Listen, options.Telemetry.Metrics, options.Telemetry.Dashboard];
        var listen = all.FirstOrDefault(address => address is not null
            && inner.Message.Contains($":{address.Port}:", StringComparison.Ordinal)) ?? options.Listen;
        return new ListenException(
            $"{listen} is in use by another program. Stop that one, or choose another port (port 0 takes a free one).",
            inner);
    }
}
