using Solidarity.Grains.Snapshots;

namespace Solidarity.Grains.Tests.Snapshots;

/// <summary>The persistent dictionary against one of .NET's: the same contents after any changes, and the earlier ones
/// as they were.</summary>
public sealed class PersistentDictionaryTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(32)]
    public void It_has_what_was_put_and_every_snapshot_keeps_what_it_had(int hashBits)
    {
        var seed = Seed.Next();
        var random = new Random(seed);
        var (map, model) = (PersistentDictionary<Key, int>.Empty, new Dictionary<Key, int>());
        var kept = new List<(PersistentDictionary<Key, int> Map, Dictionary<Key, int> Model)>();
        for (var snapshot = 0; snapshot < 60; snapshot++)
        {
            // Now and then each change makes a dictionary of its own.
            var edit = snapshot % 5 == 0 ? null : new Edit();
            for (var change = random.Next(40); change > 0; change--)
            {
                var key = new Key(random.Next(200), hashBits);
                if (random.Next(3) == 0)
                {
                    map = map.Without(key, edit);
                    model.Remove(key);
                }
                else
                {
                    map = map.With(key, change, edit);
                    model[key] = change;
                }
            }
            kept.Add((map, new Dictionary<Key, int>(model)));
        }
        foreach (var (snapshot, expected) in kept)
        {
            snapshot.Count.ShouldBe(expected.Count, $"seed {seed}");
            snapshot.OrderBy(pair => pair.Key.Number).ShouldBe(
                expected.OrderBy(pair => pair.Key.Number), $"seed {seed}");
            for (var number = 0; number < 200; number++)
            {
                var key = new Key(number, hashBits);
                snapshot.TryGetValue(key, out var value).ShouldBe(
                    expected.TryGetValue(key, out var wanted), $"seed {seed}, {number}");
                value.ShouldBe(wanted, $"seed {seed}, {number}");
            }
        }
    }

    [Fact]
    public void What_is_removed_leaves_nothing()
    {
        var (map, edit) = (PersistentDictionary<int, int>.Empty, new Edit());
        for (var key = 0; key < 10_000; key++)
            map = map.With(key, key, edit);
        for (var key = 0; key < 10_000; key++)
            map = map.Without(key, edit);
        map.Count.ShouldBe(0);
        map.ShouldBeEmpty();
    }

    /// <param name="HashBits">How many bits of hash there are, so that keys collide, in part or whole.</param>
    private readonly record struct Key(int Number, int HashBits)
    {
        public override int GetHashCode() =>
            HashBits == 0 ? 0 : unchecked((int)((uint)Number * 0x9E3779B1u)) >>> (32 - HashBits);
    }
}
