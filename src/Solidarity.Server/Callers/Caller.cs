using System.Net;
using Microsoft.AspNetCore.Http;

namespace Solidarity.Server.Callers;

/// <summary>
/// Who calls, as far as limits that strangers share go: the address that the connection comes from; from this machine
/// itself, where all have one address, the connection. Nobody is asked yet who they are; once they are, it is that.
/// </summary>
internal readonly record struct Caller(string Name)
{
    public static Caller Of(ServerCallContext context) => Of(context.GetHttpContext().Connection);

    private static Caller Of(ConnectionInfo connection) =>
        connection.RemoteIpAddress is { } address && !IPAddress.IsLoopback(address)
            ? new Caller(address.ToString())
            : new Caller(connection.Id);
}
