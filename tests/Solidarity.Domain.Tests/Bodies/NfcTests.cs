using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Text;
using Xunit.Abstractions;

namespace Solidarity.Domain.Tests.Bodies;

public sealed class NfcTests(ITestOutputHelper output)
{
    // From the standard (UAX 15 and NormalizationTest.txt).
    [Theory]
    [InlineData("Masons", "Masons")]
    [InlineData("e\u0301", "\u00E9")]
    [InlineData("A\u030A", "\u00C5")]
    [InlineData("\u212B", "\u00C5")]
    [InlineData("\u2126", "\u03A9")]
    [InlineData("s\u0323\u0307", "\u1E69")]
    [InlineData("s\u0307\u0323", "\u1E69")]
    [InlineData("\u1E9B\u0323", "\u1E9B\u0323")]
    [InlineData("q\u0307\u0323", "q\u0323\u0307")]
    [InlineData("e\u0323\u0302", "\u1EC7")]
    [InlineData("\u0958", "\u0915\u093C")]
    [InlineData("\u1112\u1161\u11AB", "\uD55C")]
    [InlineData("\uD55C", "\uD55C")]
    [InlineData("\u1100\u1161\u11A7", "\uAC00\u11A7")]
    [InlineData("\u0344", "\u0308\u0301")]
    [InlineData("\u1F71", "\u03AC")]
    [InlineData("\u0041\u0327\u0301", "\u00C1\u0327")]
    [InlineData("\u0B47\u0300\u0B3E", "\u0B47\u0300\u0B3E")]
    [InlineData("\U0001D15E", "\U0001D157\U0001D165")]
    public void Texts_are_composed_as_the_standard_says(string text, string composed) =>
        Nfc.Compose(text).ShouldBe(composed);

    [Fact]
    public void What_is_composed_stays_the_same_object()
    {
        const string text = "Fédération jurassienne, Ткачи, 石工";
        Nfc.Compose(text).ShouldBeSameAs(text);
    }

    [Fact]
    public void Composing_twice_is_composing_once() =>
        Randomly.ForAll(output, Randomly.Seeds(), runs: 500, size: 1, seed =>
        {
            var random = new Random(seed);
            int[] parts = ['a', 'e', 'o', 's', 0x1100, 0x1161, 0x11A8, 0x0915, 0x093C, 0x3B1];
            int[] marks = [0x0300, 0x0301, 0x0302, 0x0307, 0x0323, 0x0327, 0x031B, 0x0345, 0x0338, 0x0301];
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 20)).Select(_ => char.ConvertFromUtf32(
                random.Next(2) == 0 ? parts[random.Next(parts.Length)] : marks[random.Next(marks.Length)])));
            var composed = Nfc.Compose(text);
            Nfc.Compose(composed).ShouldBe(composed);
        });
}
