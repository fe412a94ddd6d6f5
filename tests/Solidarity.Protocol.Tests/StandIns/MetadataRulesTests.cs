using Grpc.Core;

namespace Solidarity.Protocol.Tests.StandIns;

public sealed class MetadataRulesTests
{
    [Fact]
    public void A_key_is_lower_case_and_found_in_any_case()
    {
        var metadata = new Metadata { { "Request-Id", "one" }, { "request-id", "two" } };

        metadata.Select(entry => entry.Key).ShouldBe(["request-id", "request-id"]);
        metadata.GetValue("REQUEST-ID").ShouldBe("two");
        metadata.GetAll("Request-Id").Count().ShouldBe(2);
        metadata.GetValue("absent").ShouldBeNull();
        metadata.GetValueBytes("absent").ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData(":authority")]
    [InlineData("ключ")]
    public void A_malformed_key_is_refused(string key) =>
        Should.Throw<ArgumentException>(() => new Metadata.Entry(key, "value"));

    [Fact]
    public void The_suffix_of_a_key_decides_between_text_and_bytes()
    {
        Should.Throw<ArgumentException>(() => new Metadata.Entry("proof-bin", "text"));
        Should.Throw<ArgumentException>(() => new Metadata.Entry("proof", [1]));

        var text = new Metadata.Entry("proof", "ok");
        text.IsBinary.ShouldBeFalse();
        text.ValueBytes.ShouldBe([(byte)'o', (byte)'k']);

        var bytes = new Metadata.Entry("proof-bin", [0xff]);
        bytes.IsBinary.ShouldBeTrue();
        Should.Throw<InvalidOperationException>(() => bytes.Value);
    }

    [Fact]
    public void A_binary_entry_does_not_change_with_the_callers_array()
    {
        byte[] bytes = [1, 2];
        var entry = new Metadata.Entry("proof-bin", bytes);

        bytes[0] = 9;
        entry.ValueBytes[1] = 9;

        entry.ValueBytes.ShouldBe([1, 2]);
    }

    [Fact]
    public void The_empty_metadata_refuses_changes()
    {
        Metadata.Empty.IsReadOnly.ShouldBeTrue();
        Should.Throw<InvalidOperationException>(() => Metadata.Empty.Add("key", "value"));
        Should.Throw<InvalidOperationException>(Metadata.Empty.Clear);
        Metadata.Empty.Count.ShouldBe(0);
    }
}
