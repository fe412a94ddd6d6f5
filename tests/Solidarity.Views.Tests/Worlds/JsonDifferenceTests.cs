using System.Text;

namespace Solidarity.Views.Tests.Worlds;

/// <summary>The first difference is told by its path and both values.</summary>
public sealed class JsonDifferenceTests
{
    [Theory]
    [InlineData("""{"a":[1,{"b":"x"}]}""", """{"a":[1,{"b":"x"}]}""", null)]
    [InlineData("""{"a":[1,{"b":"x"}]}""", """{"a":[1,{"b":"y"}]}""", "$.a[1].b: \"x\", and not \"y\"")]
    [InlineData("""{"a":[1,2]}""", """{"a":[1]}""", "$.a: 2 items, and not 1")]
    [InlineData("""{"a":1}""", """{"b":1}""", "$: the key a, and not b")]
    [InlineData("""{"a":1}""", """{"a":1,"b":1}""", "$: 1 keys, and not 2")]
    [InlineData("""{"a":null}""", """{"a":{}}""", "$.a: null, and not {}")]
    public void It_is_named_by_its_path(string actual, string expected, string? difference) =>
        JsonDifference.First(Encoding.UTF8.GetBytes(actual), Encoding.UTF8.GetBytes(expected)).ShouldBe(difference);
}
