using System.Reflection;
using Solidarity.Domain.Calls;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Tests;

/// <summary>Enumerations of the API and of the domain are matched by name, so a member that is renamed or added on one
/// side only must show.</summary>
public sealed class EnumMapTests
{
    /// <summary>Members of one side only, beside the API's unspecified. The code says what they stand for.</summary>
    private static readonly string[] OneSided =
    [
        "StrikeState.Open", "Settlement.Books", "TransferPhase.None", "QuestionState.Open", "QuestionState.Withdrawn",
    ];

    private static readonly FieldInfo[] Maps =
    [
        .. typeof(EnumMap<,>).Assembly.GetTypes()
            .Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType.IsGenericType
                && field.FieldType.GetGenericTypeDefinition() == typeof(EnumMap<,>)),
    ];

    public static TheoryData<string> MapNames => [.. Maps.Select(NameOf)];

    [Theory]
    [MemberData(nameof(MapNames))]
    public void Every_member_of_both_sides_has_one_of_the_other(string name)
    {
        var field = Maps.Single(map => NameOf(map) == name);
        var members = typeof(EnumMapTests)
            .GetMethod(nameof(MembersWithoutOther), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(field.FieldType.GenericTypeArguments)
            .Invoke(null, [field.GetValue(null)]);
        ((IEnumerable<string>)members!).Except(OneSided).ShouldBeEmpty();
    }

    [Fact]
    public void The_members_of_one_side_only_are_really_there() => Maps
        .SelectMany(map => map.FieldType.GenericTypeArguments)
        .SelectMany(type => Enum.GetNames(type).Select(member => $"{type.Name}.{member}"))
        .Intersect(OneSided)
        .Count().ShouldBe(OneSided.Length);

    [Fact]
    public void What_is_the_same_under_two_names_is_named()
    {
        V1.AidKind.NotRecorded.ToDomain().ShouldBe(AidKind.Unspecified);
        AidKind.Unspecified.ToWire().ShouldBe(V1.AidKind.NotRecorded);
        V1.AidKind.Unspecified.ToDomain().ShouldBeNull();
    }

    [Fact]
    public void What_is_unspecified_or_unknown_is_none()
    {
        V1.Level.Unspecified.ToDomain().ShouldBeNull();
        ((V1.Level)99).ToDomain().ShouldBeNull();
    }

    private static IEnumerable<string> MembersWithoutOther<TWire, TDomain>(EnumMap<TWire, TDomain> map)
        where TWire : struct, Enum where TDomain : struct, Enum
    {
        map.ToDomain(default).ShouldBeNull("the API's unspecified stands for no member");
        foreach (var wire in Enum.GetValues<TWire>().Skip(1))
            if (map.ToDomain(wire) is not { } domain || !map.ToWire(domain).Equals(wire))
                yield return $"{typeof(TWire).Name}.{wire}";
        var named = Enum.GetValues<TWire>().Select(map.ToDomain).ToHashSet();
        foreach (var domain in Enum.GetValues<TDomain>())
            if (!named.Contains(domain))
                yield return $"{typeof(TDomain).Name}.{domain}";
    }

    private static string NameOf(FieldInfo map) => $"{map.DeclaringType!.Name}.{map.Name}";
}
