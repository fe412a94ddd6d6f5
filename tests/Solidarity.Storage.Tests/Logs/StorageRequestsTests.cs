using Azure;
using Azure.Identity;
using Microsoft.Extensions.Time.Testing;
using Solidarity.Storage.Logs;

namespace Solidarity.Storage.Tests.Logs;

/// <summary>How often a storage that fails is asked, and how long whoever asks waits.</summary>
public sealed class StorageRequestsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly StorageRequests _requests;
    private int _asked;

    public StorageRequestsTests() => _requests = new StorageRequests("account/log", _time);

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(0)]
    public void What_fails_for_a_moment_is_asked_again(int status)
    {
        _requests.Try(_ => ++_asked < 3 ? throw new RequestFailedException(status, "busy") : "answer")
            .ShouldBe("answer");
        _asked.ShouldBe(3);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    public void What_is_refused_is_not_asked_again(int status)
    {
        Fail(new RequestFailedException(status, "no")).Message
            .ShouldContain($"account/log cannot be reached ({status}: no)");
        _asked.ShouldBe(1);
    }

    [Fact]
    public void Who_one_is_may_not_be_found_out()
    {
        Fail(new CredentialUnavailableException("no identity")).IsOfTheLog.ShouldBeTrue();
        _asked.ShouldBe(1);
    }

    [Fact]
    public void A_storage_that_is_away_is_asked_by_one_caller_after_each_pause_and_others_hear_at_once()
    {
        Fail(new IOException("cut"));
        _asked.ShouldBe(5, "all tries");

        var (pause, longest) = (StorageRequests.PauseMin, StorageRequests.PauseMax);
        for (var round = 1; round <= 8; round++)
        {
            _time.Advance(pause - TimeSpan.FromMilliseconds(1));
            Fail(new IOException("cut")).Message.ShouldContain("(cut)");
            _asked.ShouldBe(5 + round - 1, "nobody is sent before the pause has passed");
            _time.Advance(TimeSpan.FromMilliseconds(1));
            Fail(new IOException("cut"));
            _asked.ShouldBe(5 + round, "one, and without further tries");
            pause = pause * 2 < longest ? pause * 2 : longest;
        }

        _time.Advance(longest);
        _requests.Try(_ => "answer").ShouldBe("answer");
        _asked = 0;
        Fail(new IOException("cut"));
        _asked.ShouldBe(5, "it is trusted again");
    }

    [Theory]
    [InlineData(15, 15)]
    [InlineData(100_000, 30)]
    public void A_busy_storage_says_when_to_come_again_within_bounds(int asked, int expected)
    {
        var busy = new RequestFailedException(new BusyResponse(503, asked));
        // The tries of one request do not wait so long.
        Fail(busy);
        _asked = 0;

        _time.Advance(TimeSpan.FromSeconds(expected) - TimeSpan.FromMilliseconds(1));
        Fail(busy);
        _asked.ShouldBe(0);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        _requests.Try(_ => "answer").ShouldBe("answer");
    }

    private JournalUnavailableException Fail(Exception problem) => Should.Throw<JournalUnavailableException>(
        () => _requests.Try<string>(_ =>
        {
            _asked++;
            throw problem;
        }));
}
