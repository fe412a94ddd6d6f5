using Grpc.Core;
using Microsoft.Extensions.Logging;
using Solidarity.Server.Errors;
using Solidarity.Server.Paging;
using Solidarity.Server.Tests.Hosting;

namespace Solidarity.Server.Tests.Limits;

public sealed class MessageGuardTests
{
    [Fact]
    public void A_message_that_is_too_large_is_refused_by_name_and_logged_once()
    {
        using var log = new ErrorLog();
        using var logs = LoggerFactory.Create(builder => builder.AddProvider(log));
        var guard = new MessageGuard(logs.CreateLogger<MessageGuard>());
        var fits = new V1.CommandReply { Name = new string('x', ServerLimits.MessageBytesMax - 8) };
        guard.Check(fits, "/a");
        guard.Check(fits, "/a");
        var large = new V1.CommandReply { Name = new string('x', ServerLimits.MessageBytesMax) };
        for (var i = 0; i < 3; i++)
        {
            var refusal = Should.Throw<RefusedException>(() => guard.Check(large, "/a")).Refusal;
            refusal.Reason.ShouldBe("LIMIT_REACHED");
            ErrorStatus.Of(refusal).StatusCode.ShouldBe(StatusCode.ResourceExhausted);
        }
        log.Errors.Count().ShouldBe(1);
        Should.Throw<RefusedException>(() => guard.Check(large, "/b"));
        log.Errors.Count().ShouldBe(2);
        guard.Check(fits, "/b");
    }

    [Fact]
    public void A_long_text_is_cut_between_characters()
    {
        var text = new string('a', ServerLimits.RowTextCharsMax);
        Cuts.Short(text).ShouldBeSameAs(text);
        Cuts.Short(text + "a").ShouldBe(text[..^1] + "…");
        var pairs = string.Concat(Enumerable.Repeat("😀", ServerLimits.RowTextCharsMax));
        Cuts.Short(pairs).ShouldBe(string.Concat(Enumerable.Repeat("😀", 99)) + "…");
    }
}
