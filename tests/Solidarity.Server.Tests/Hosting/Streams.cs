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
}
