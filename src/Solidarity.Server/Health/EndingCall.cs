namespace Solidarity.Server.Health;

/// <summary>A call as it is, except that it is cancelled by another token.</summary>
internal sealed class EndingCall : ServerCallContext
{
    // Where GetHttpContext looks for it in a context that is not gRPC's own.
    private const string HttpContextKey = "__HttpContext";

    private readonly ServerCallContext _call;

    public EndingCall(ServerCallContext call, CancellationToken end)
    {
        (_call, CancellationTokenCore) = (call, end);
        call.UserState[HttpContextKey] = call.GetHttpContext();
    }

    protected override CancellationToken CancellationTokenCore { get; }

    protected override string MethodCore => _call.Method;

    protected override string HostCore => _call.Host;

    protected override string PeerCore => _call.Peer;

    protected override DateTime DeadlineCore => _call.Deadline;

    protected override Metadata RequestHeadersCore => _call.RequestHeaders;

    protected override Metadata ResponseTrailersCore => _call.ResponseTrailers;

    protected override AuthContext AuthContextCore => _call.AuthContext;

    protected override IDictionary<object, object> UserStateCore => _call.UserState;

    protected override Status StatusCore
    {
        get => _call.Status;
        set => _call.Status = value;
    }

    protected override WriteOptions? WriteOptionsCore
    {
        get => _call.WriteOptions;
        set => _call.WriteOptions = value;
    }

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) =>
        _call.WriteResponseHeadersAsync(responseHeaders);

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        _call.CreatePropagationToken(options);
}
