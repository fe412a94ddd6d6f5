using Google.Protobuf.WellKnownTypes;
using Solidarity.Commands.CommandLine;

namespace Solidarity.Commands.Tests.CommandLine;

/// <summary>What is said of money that found no way names the next try, or the line that sends it.</summary>
public sealed class AgainTextTests
{
    private static readonly Hint Send = new("Send it", "collections send geneva c-1");

    [Fact]
    public void While_it_is_tried_the_next_try_is_named() =>
        AgainText.Of(
            "pledged: no way", 3, Timestamp.FromDateTime(new DateTime(1868, 5, 3, 12, 5, 0, DateTimeKind.Utc)), Send)
            .ShouldBe("pledged: no way; tries: 3, the next one at 1868-05-03 12:05");

    [Fact]
    public void Once_it_is_not_tried_any_more_the_line_to_paste_is_named() =>
        AgainText.Of("pledged: no way", 30, again: null, Send).ShouldBe(
            "pledged: no way; tries: 30, no more by itself. Send it: solidarity collections send geneva c-1");

    // An authority is free text, and its line is pasted into a shell.
    [Theory]
    [InlineData("assembly of 3 May", "\"assembly of 3 May\"")]
    [InlineData("the \"great\" meeting", "\"the great meeting\"")]
    [InlineData("$(rm x) `y` \\ !z\nw", "\"(rm x) y  zw\"")]
    public void A_text_is_one_word_of_a_command_whatever_is_in_it(string text, string word) =>
        Hint.Word(text).ShouldBe(word);
}
