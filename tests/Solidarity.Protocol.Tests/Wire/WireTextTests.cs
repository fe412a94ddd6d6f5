using Google.Rpc;

namespace Solidarity.Protocol.Tests.Wire;

public sealed class WireTextTests
{
    [Fact]
    public void Messages_enums_and_services_are_written_in_order_with_their_types()
    {
        WireText.Of([WireReflection.Descriptor]).ShouldBe(
            """
            enum union.wire.Everything.Kind
              0 KIND_UNSPECIFIED
              3 KIND_GIFT
            message union.wire.Everything
              1 text string
              2 numbers repeated int64
              3 loose repeated unpacked uint32
              4 maybe optional string
              5 named map<string, union.wire.Everything.Inner>
              6 inner union.wire.Everything.Inner (one of choice)
              7 kind union.wire.Everything.Kind (one of choice)
              8 inners repeated union.wire.Everything.Inner
              20 last bytes
            message union.wire.Everything.Inner
            service union.wire.Wires
              Both(stream union.wire.Everything) returns (stream union.wire.Everything.Inner)
              Down(union.wire.Everything) returns (stream union.wire.Everything.Inner)
              One(union.wire.Everything) returns (union.wire.Everything.Inner)
              Up(stream union.wire.Everything) returns (union.wire.Everything.Inner)

            """);
    }

    [Fact]
    public void No_files_have_no_text() => WireText.Of([]).ShouldBe("");

    [Fact]
    public void The_order_of_the_files_does_not_matter() =>
        WireText.Of([WireReflection.Descriptor, StatusReflection.Descriptor])
            .ShouldBe(WireText.Of([StatusReflection.Descriptor, WireReflection.Descriptor]));
}
