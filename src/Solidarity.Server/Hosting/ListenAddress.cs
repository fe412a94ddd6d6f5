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
            Of("listen", options.Listen, options.AllowRemote),
            metrics is null ? null : Of("metrics", metrics, options.AllowRemote),
            dashboard is null ? null : OfDashboard(dashboard));
    }

    // It shows everything and can be asked to do things, and asks nobody who they are.
    private static IPEndPoint OfDashboard(Uri listen) => Of("dashboard", listen, allowRemote: true) is var address
        && IPAddress.IsLoopback(address.Address)
            ? address
            : throw new ListenException(
                $"{listen.Host} can be reached from other machines, which the dashboard never is. Give --dashboard an "
                + $"address such as http://127.0.0.1:8080.", "dashboard");

    private static IPEndPoint Of(string option, Uri listen, bool allowRemote)
    {
        if (!listen.IsAbsoluteUri || listen.Scheme != Uri.UriSchemeHttp || listen.PathAndQuery != "/")
            throw new ListenException(
                $"\"{listen}\" is no address to listen on. Give --{option} one such as http://127.0.0.1:7463.", option);
        // Uri writes an IPv6 host in brackets, which IPAddress reads too.
        var address = listen.IsLoopback && listen.HostNameType == UriHostNameType.Dns
            ? IPAddress.Loopback
            : IPAddress.TryParse(listen.Host, out var parsed) ? parsed : null;
        if (address is null)
            throw new ListenException(
                $"\"{listen.Host}\" is no IP address of this machine. Give --{option} one such as "
                + $"http://127.0.0.1:7463.", option);
        if (!IPAddress.IsLoopback(address) && !allowRemote)
            throw new ListenException(
                $"{listen.Host} can be reached from other machines, and the service asks nobody who they are. "
                + $"Listen on 127.0.0.1, or, where that can be allowed, give --allow-remote.", option);
        return new IPEndPoint(address, listen.Port);
    }

    /// <param name="inner">Names the address, as the system has it.</param>
    public static ListenException InUse(ServerOptions options, Exception inner)
    {
        (string Option, Uri? Address)[] all =
        [
            ("listen", options.Listen), ("metrics", options.Telemetry.Metrics),
            ("dashboard", options.Telemetry.Dashboard),
        ];
        var (option, listen) = all.FirstOrDefault(one => one.Address is { } address
            && inner.Message.Contains($":{address.Port}:", StringComparison.Ordinal), all[0]);
        return new ListenException(
            $"{listen} is in use by another program. Stop that one, or give --{option} another port (port 0 takes a "
            + $"free one).", option, inner);
    }
}
