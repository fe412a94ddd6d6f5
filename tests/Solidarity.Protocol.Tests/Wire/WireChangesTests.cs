namespace Solidarity.Protocol.Tests.Wire;

public sealed class WireChangesTests
{
    private const string Approved =
        """
        enum union.v1.Kind
          0 KIND_UNSPECIFIED
          1 KIND_GIFT
        message union.v1.Pledge
          1 section string
          2 minor int64
        service union.v1.Pledges
          Give(union.v1.Pledge) returns (union.v1.Pledge)

        """;

    [Fact]
    public void The_same_wire_has_no_changes() => ShouldBe(Approved, breaking: [], additions: []);

    [Theory]
    [InlineData("  2 minor int64\n", "", "message union.v1.Pledge: '2 minor int64' is removed")]
    [InlineData("2 minor int64", "3 minor int64",
        "message union.v1.Pledge: '2 minor int64' is renumbered to '3 minor int64'")]
    [InlineData("2 minor int64", "2 minor sint64", "message union.v1.Pledge: '2 minor int64' became '2 minor sint64'")]
    [InlineData("2 minor int64", "2 pence int64", "message union.v1.Pledge: '2 minor int64' became '2 pence int64'")]
    [InlineData("2 minor int64", "2 minor repeated int64",
        "message union.v1.Pledge: '2 minor int64' became '2 minor repeated int64'")]
    [InlineData("2 minor int64", "2 minor int64 (one of sum)",
        "message union.v1.Pledge: '2 minor int64' became '2 minor int64 (one of sum)'")]
    [InlineData("1 KIND_GIFT", "1 KIND_LOAN", "enum union.v1.Kind: '1 KIND_GIFT' became '1 KIND_LOAN'")]
    [InlineData("  1 KIND_GIFT\n", "", "enum union.v1.Kind: '1 KIND_GIFT' is removed")]
    [InlineData("returns (union", "returns (stream union", "service union.v1.Pledges: "
        + "'Give(union.v1.Pledge) returns (union.v1.Pledge)' became "
        + "'Give(union.v1.Pledge) returns (stream union.v1.Pledge)'")]
    [InlineData("  Give(union.v1.Pledge) returns (union.v1.Pledge)\n", "",
        "service union.v1.Pledges: 'Give(union.v1.Pledge) returns (union.v1.Pledge)' is removed")]
    public void A_change_of_what_was_approved_breaks(string former, string latter, string described)
    {
        var current = Approved.Replace(former, latter);

        current.ShouldNotBe(Approved);
        WireChanges.Between(Approved, current).Breaking.ShouldBe([described]);
    }

    [Fact]
    public void A_renamed_method_breaks_and_is_an_addition() => ShouldBe(
        Approved.Replace("Give", "Promise"),
        breaking: ["service union.v1.Pledges: 'Give(union.v1.Pledge) returns (union.v1.Pledge)' is removed"],
        additions: ["service union.v1.Pledges: 'Promise(union.v1.Pledge) returns (union.v1.Pledge)' is new"]);

    [Fact]
    public void A_removed_message_breaks_with_all_its_fields() => ShouldBe(
        Approved.Replace("message union.v1.Pledge\n  1 section string\n  2 minor int64\n", ""),
        breaking:
        [
            "message union.v1.Pledge: is removed",
            "message union.v1.Pledge: '1 section string' is removed",
            "message union.v1.Pledge: '2 minor int64' is removed",
        ],
        additions: []);

    [Fact]
    public void New_fields_values_methods_and_messages_are_additions() => ShouldBe(
        Approved
            .Replace("  2 minor int64\n", "  2 minor int64\n  3 note string\n")
            .Replace("  1 KIND_GIFT\n", "  1 KIND_GIFT\n  2 KIND_LOAN\n")
            + "  Take(union.v1.Pledge) returns (union.v1.Pledge)\nmessage union.v1.Call\n",
        breaking: [],
        additions:
        [
            "enum union.v1.Kind: '2 KIND_LOAN' is new",
            "message union.v1.Pledge: '3 note string' is new",
            "service union.v1.Pledges: 'Take(union.v1.Pledge) returns (union.v1.Pledge)' is new",
            "message union.v1.Call: is new",
        ]);

    [Fact]
    public void Everything_is_an_addition_to_nothing_and_nothing_breaks_everything()
    {
        WireChanges.Between("", Approved).Breaking.ShouldBeEmpty();
        WireChanges.Between("", Approved).Additions.Count.ShouldBe(8);
        WireChanges.Between(Approved, "").Breaking.Count.ShouldBe(8);
    }

    private static void ShouldBe(string current, string[] breaking, string[] additions)
    {
        var changes = WireChanges.Between(Approved, current);

        changes.Breaking.ShouldBe(breaking);
        changes.Additions.ShouldBe(additions);
    }
}
