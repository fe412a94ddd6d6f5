using System.Reflection;

namespace Solidarity.Server.Tests.Health;

/// <summary>How many wait for a token to be cancelled. Those who never stop waiting for one that lives as long as the
/// service are kept in memory as long; the runtime tells nobody, so this looks inside.</summary>
internal static class Callbacks
{
    private const BindingFlags Inside = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    public static int Of(CancellationToken token)
    {
        var registrations = Read(Read(token, "_source")!, "_registrations");
        if (registrations is null)
            return 0;
        lock (registrations)
        {
            var count = 0;
            for (var node = Read(registrations, "Callbacks"); node is not null; node = Read(node, "Next"))
                count++;
            return count;
        }
    }

    private static object? Read(object from, string field) =>
        (from.GetType().GetField(field, Inside)
            ?? throw new MissingFieldException($"This runtime's {from.GetType().Name} has no {field} to count by."))
        .GetValue(from);
}
