using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Solidarity.Server.Errors;

namespace Solidarity.Server.Tests;

/// <summary>What the log says of calls that failed.</summary>
public sealed class CallLogTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Lines _lines = new();
    private readonly CallLog _log;

    public CallLogTests() => _log = new CallLog(_lines, _time);

    [Fact]
    public void A_bad_request_is_one_line_without_a_stack_and_no_warning()
    {
        _log.Malformed("/a/Get", ErrorStatus.Unreadable("no such message"));
        var line = _lines.All.ShouldHaveSingleItem();
        line.ShouldBe((LogLevel.Information, "/a/Get was asked badly: no such message", null));
    }

    [Fact]
    public void However_many_come_only_so_many_lines_a_minute_are_written()
    {
        for (var i = 0; i < 1_000; i++)
            _log.Malformed("/a/Get", ErrorStatus.Unreadable("no such message"));
        _lines.All.Count.ShouldBe(CallLog.LinesPerMinuteMax);
        // Others are not kept from the log by it.
        _log.Malformed("/a/List", ErrorStatus.Unreadable("no such message"));
        _log.Failed("/a/Get", new InvalidOperationException("a fault"));
        _lines.All.Count.ShouldBe(CallLog.LinesPerMinuteMax + 2);
        _time.Advance(TimeSpan.FromMinutes(1));
        _log.Malformed("/a/Get", ErrorStatus.Unreadable("no such message"));
        _lines.All[^1].Text.ShouldEndWith("(980 more like this were not logged)");
    }

    [Fact]
    public void A_fault_of_ours_is_an_error_with_all_that_is_known()
    {
        var fault = new InvalidOperationException("a fault");
        _log.Failed("/a/Get", fault);
        _lines.All.ShouldHaveSingleItem().ShouldBe((LogLevel.Error, "/a/Get failed.", fault));
    }

    private sealed class Lines : ILogger<CallLog>
    {
        public List<(LogLevel Level, string Text, Exception? Problem)> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => All.Add((logLevel, formatter(state, exception), exception));
    }
}
