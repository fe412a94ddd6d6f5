using System.Text;
using System.Text.Json;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Strikes.Calls;
using Solidarity.Grains.Entries;

namespace Solidarity.Grains.Tests.Streams;

public sealed class EntryBodyTests
{
    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"other\":[]}")]
    [InlineData("{\"events\":[]")]
    [InlineData("{\"events\":[null]}")]
    [InlineData("{\"events\":[]} {}")]
    [InlineData("{\"answers\":{}}")]
    [InlineData("{\"answers\":[]}")]
    [InlineData("{\"answers\":[{}]}")]
    [InlineData("{\"answers\":[[]]}")]
    [InlineData("{\"answers\":[{\"other\":1}]}")]
    [InlineData("{\"answers\":[{\"events\":[]}}")]
    [InlineData("{\"answers\":[{\"events\":[]}")]
    [InlineData("{\"answers\":[{\"events\":[],\"more\":1}]}")]
    [InlineData("{\"answers\":[{\"answers\":[{\"events\":[]}]}]}")]
    public void What_is_no_body_is_not_read(string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        Should.Throw<JsonException>(() => EntryBody.ReadEvents(body, DomainJson.StrikeEvent));
    }

    [Fact]
    public void Answers_are_read_one_by_one_and_together()
    {
        var no = CommonRefusals.LimitReached("PagesMax", 3, "turn the page");
        var one = EntryBody.Write<StrikeEvent>(
            new CallEvent.ReminderSent(1, DateTimeOffset.UnixEpoch), DomainJson.StrikeEvent);
        var refused = EntryBody.Write<StrikeEvent>(no, DomainJson.StrikeEvent);
        var none = EntryBody.Write(Decision<StrikeEvent>.Nothing, DomainJson.StrikeEvent);
        var body = EntryBody.Join([refused, one, none, one, refused]);

        EntryBody.CountAnswers(body).ShouldBe(5);
        EntryBody.ReadEvents(body, DomainJson.StrikeEvent).Length.ShouldBe(2);
        Enumerable.Range(0, 5).Select(answer => EntryBody.ReadRefusal(body, answer)?.Message)
            .ShouldBe([no.Message, null, null, null, no.Message]);
        Should.Throw<JsonException>(() => EntryBody.ReadRefusal(body, 5));
        EntryBody.CountAnswers(one).ShouldBe(1);
        EntryBody.ReadRefusal(refused)!.Message.ShouldBe(no.Message);
        Should.Throw<JsonException>(() => EntryBody.ReadRefusal(one, 1));
    }
}
