using Solidarity.Storage.Sqlite;
using static Solidarity.Storage.Tests.TestEntries;

namespace Solidarity.Storage.Tests;

public sealed class HashChainTests
{
    private static readonly UInt128 Uuid = (UInt128)0x018f << 112 | (UInt128)7 << 76;

    /// <summary>Computed by another program, in another language, from the comment on the chain alone.</summary>
    private static readonly string[] Hashes =
    [
        "ae18fbb3baa0c1280ef6db54fcdc7e94e8203083d2ca5a96e13d2930d528208b",
        "198c10be8e449ac2b56762f9a247bf9b97a4174a2b45641cb9fed3521bfb17b0",
        "2018a7623e86b3445a172939a7050c456679bbc7dd63e0861d083695027d51f2",
        "0ced147ca65c2ae30bdc9040aa433fb858c16b95a398a9d5e9c26f3b2d20ea38",
    ];

    [Fact]
    public void The_hashes_of_a_known_chain_never_change()
    {
        using var chain = new HashChain();
        var first = chain.Next(default, new ChainLink
        {
            Position = 1,
            Stream = Utf8("sections/geneva-masons"),
            Version = 1,
            Command = new CommandId(Uuid | 1),
            Content = new ContentHash(((UInt128)0xabc << 100) | 5),
            At = -3_208_507_200_000,
            Body = Utf8("""{"type":"section.pledged.v1","pence":240}"""),
        });
        var second = chain.Next(first, new ChainLink
        {
            Position = 2,
            Stream = Utf8("sections/lyon-weavers"),
            Version = 1,
            Command = CommandId.FromMessage(1),
            Content = new ContentHash(7),
            At = -3_208_507_199_999,
            Body = default,
        });
        var third = chain.Next(second, new ChainLink
        {
            Position = 3,
            Stream = Utf8("sections/geneva-masons"),
            Version = 2,
            Command = new CommandId(Uuid | 2),
            Content = new ContentHash(UInt128.MaxValue),
            At = 1_700_000_000_123,
            Body = Utf8("""{"note":"pâté ☂"}"""),
        });
        var further = new byte[2 * FurtherAnswers.BytesEach];
        var fourth = chain.Next(third, new ChainLink
        {
            Position = 4,
            Stream = Utf8("sections/lyon-weavers"),
            Version = 2,
            Command = CommandId.FromMessage(9),
            Content = new ContentHash(11),
            At = 1_700_000_000_124,
            Body = Utf8("""{"answers":[{"events":[]},{"events":[]},{"events":[]}]}"""),
            Further = FurtherAnswers.Write(
                [new(12, new ContentHash(5)), new(10, new ContentHash(UInt128.MaxValue))], further),
        });
        new[] { first, second, third, fourth }.Select(hash => $"{hash.High:x32}{hash.Low:x32}").ShouldBe(Hashes);
    }
}
