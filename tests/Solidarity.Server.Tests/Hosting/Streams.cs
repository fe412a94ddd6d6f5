using Grpc.Core;

namespace Solidarity.Server.Tests.Hosting;

internal static class Streams
{
    /// <summary>The next message of a stream that has not ended.</summary>
    public static async Task<T> NextAsync<T>(this AsyncServerStreamingCall<T> call)
    {
        (await call.ResponseStream.MoveNext(TestServer.Deadline())).ShouldBeTrue();
        return call.ResponseStream.Current;
    }

    /// <summary>The first message that is so. What follows from one act reaches several bodies one after the other, and
    /// boards show each of these changes; between two messages a feed pauses.</summary>
    public static async Task<T> NextAsync<T>(
        this AsyncServerStreamingCall<T> call, TestServer server, Func<T, bool> isSo)
    {
        while (true)
        {
            var next = await call.NextAsync();
            if (isSo(next))
                return next;
            server.PassPause();
        }
    }
}
