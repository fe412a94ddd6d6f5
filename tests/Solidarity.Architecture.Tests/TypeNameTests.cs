using System.Text.RegularExpressions;

namespace Solidarity.Architecture.Tests;

/// <summary>One name for each type, by words that engineers know.</summary>
public sealed class TypeNameTests
{
    /// <summary>Words that only we used, as a regular expression over type names, with the plain word.</summary>
    private static readonly (string Pattern, string Plain)[] PrivateWords =
    [
        ("(?<=.)Book$", "counters or index: a book is a ledger"),
        ("^Sight$", "visible world"),
        ("Look(s|ed)$", "view options, or what was looked up"),
        ("Permit", "access check"),
        ("Desk", "queue, planner or seats"),
        ("WayFinder", "planner"),
        ("Words?(?![a-z])", "acknowledgement, or enum texts"),
        ("Courier", "dispatcher"),
        ("Attend", "manual step"),
        ("Together", "batch"),
        ("^Runs$", "id ranges"),
        ("HandOver|HandedOver", "manual settlement, or dues transfer"),
        ("Likeness", "key of a shared feed"),
    ];

    [Fact]
    public void No_type_name_stands_in_two_folders() => TypeNames.Declared
        .Where(type => type.Distinct().Count() > 1)
        .Select(type => $"{type.Key}: {string.Join(", ", type.Distinct())}")
        .ShouldBeEmpty();

    [Fact]
    public void No_type_name_has_a_private_word() => TypeNames.Declared.Select(type => type.Key)
        .SelectMany(name => PrivateWords
            .Where(word => Regex.IsMatch(name, word.Pattern))
            .Select(word => $"{name}: say {word.Plain}"))
        .ShouldBeEmpty();

    [Fact]
    public void Names_that_stand_inside_other_types_do_not_count() =>
        TypeNames.In("""
            namespace Solidarity.Domain;

            /// <summary>A class of its own.</summary>
            [Serializable]
            public sealed partial class Outer<T>
            {
                private readonly record struct Inner(int I);
            }
            internal readonly record struct Second(int I);
            """).ShouldBe(["Outer", "Second"]);
}
