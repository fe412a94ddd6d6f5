using System.Net;

namespace Solidarity.Server.Hosting;

/// <summary>Reads where a server is to listen.</summary>
internal static class ListenAddress
{
    /// <exception cref="ListenException">It is no address to listen on, or one that other machines reach and nobody has
    /// allowed that.</exception>
    public static IPEndPoint Of(ServerOptions options)
    {
        var listen = options.Listen;
        if (!listen.IsAbsoluteUri || listen.Scheme != Uri.UriSchemeHttp || listen.PathAndQuery != "/")
            throw new ListenException(
                $"\"{listen}\" is no address to listen on; give one such as http://127.0.0.1:5100.");
        // Uri writes an IPv6 host in brackets, which IPAddress reads too.
        var address = listen.IsLoopback && listen.HostNameType == UriHostNameType.Dns
            ? IPAddress.Loopback
            : IPAddress.TryParse(listen.Host, out var parsed) ? parsed : null;
        if (address is null)
            throw new ListenException(
                $"\"{listen.Host}\" is no IP address of this machine; give one such as 127.0.0.1.");
        if (!IPAddress.IsLoopback(address) && !options.AllowRemote)
            throw new ListenException(
                $"{listen.Host} can be reached from other machines, and the service asks nobody who they are. "
                + "Listen on 127.0.0.1, or allow remote access on purpose.");
        return new IPEndPoint(address, listen.Port);
    }

    public static ListenException InUse(Uri listen, Exception inner) => new(
        $"{listen} is in use by another program. Stop that one, or choose another port (port 0 takes a free one).",
        inner);
}
