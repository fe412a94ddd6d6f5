using Google.Rpc;
using Solidarity.Protocol.Tests.Echoes;

namespace Solidarity.Protocol.Tests.Wire;

public sealed class WireTextTests
{
    [Fact]
    public void Messages_enums_and_services_are_written_in_order_with_their_types()
    {
        WireText.Of([WireReflection.Descriptor]).ShouldBe(
            """
            enum echo.wire.Everything.Kind
              0 KIND_UNSPECIFIED
              3 KIND_GIFT
            message echo.wire.Everything
              1 text string
              2 numbers repeated int64
              3 loose repeated unpacked uint32
              4 maybe optional string
              5 named map<string, echo.wire.Everything.Inner>
              6 inner echo.wire.Everything.Inner (one of choice)
              7 kind echo.wire.Everything.Kind (one of choice)
              8 inners repeated echo.wire.Everything.Inner
              20 last bytes
            message echo.wire.Everything.Inner
            service echo.wire.Wires
              Both(stream echo.wire.Everything) returns (stream echo.wire.Everything.Inner)
              Down(echo.wire.Everything) returns (stream echo.wire.Everything.Inner)
              One(echo.wire.Everything) returns (echo.wire.Everything.Inner)
              Up(stream echo.wire.Everything) returns (echo.wire.Everything.Inner)

            """);
    }

    [Fact]
    public void No_files_have_no_text() => WireText.Of([]).ShouldBe("");

    [Fact]
    public void The_order_of_the_files_does_not_matter() =>
        WireText.Of([EchoReflection.Descriptor, StatusReflection.Descriptor])
            .ShouldBe(WireText.Of([StatusReflection.Descriptor, EchoReflection.Descriptor]));
}
