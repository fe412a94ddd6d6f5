using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Decisions;
using Solidarity.Grains.Hosting;
using Solidarity.Server.Errors;
using Solidarity.Views.Access;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Requests;

/// <summary>Reads the world for a query: as it is now, or as it was at a time.</summary>
internal sealed class Times(Projector projector, Histories histories, [BooksTime] TimeProvider time)
{
    /// <summary>The time that is asked about; null for now.</summary>
    public DateTimeOffset? Read(Fields fields, string field, Timestamp? asOf)
    {
        var (at, now) = (fields.Time(field, asOf), time.GetUtcNow());
        if (at is { } later && later > now)
            fields.Add(field, $"is {later:yyyy-MM-ddTHH:mm:ssZ}, which is later than now, {now:yyyy-MM-ddTHH:mm:ssZ}");
        return at;
    }

    /// <param name="asOf">Null for now; what is known then is at least all that was answered before.</param>
    /// <param name="look">Is given what the viewer may see, by the settings of now also where it looks at the past.
    /// </param>
    /// <exception cref="RefusedException">Too many are looking at the past.</exception>
    public async Task<T> LookAsync<T>(
        DateTimeOffset? asOf, Viewer viewer, Func<VisibleWorld, DateTimeOffset, T> look, CancellationToken cancellation)
    {
        var world = await projector.LatestAsync(cancellation);
        if (asOf is not { } then)
            return look(new VisibleWorld(world, viewer), time.GetUtcNow());
        var (read, refusal) = await histories.ReadAsync(
            then, past => look(new VisibleWorld(past, viewer, present: world), then), cancellation);
        return refusal is null ? read! : throw new RefusedException(refusal);
    }

    /// <summary>The same, of a body that may not be there.</summary>
    /// <exception cref="RefusedException">It is not there, or too many are looking at the past.</exception>
    public async Task<T> FindAsync<T>(
        DateTimeOffset? asOf, Viewer viewer, string body, Func<VisibleWorld, DateTimeOffset, T?> look,
        Func<object, Refusal> notThere, CancellationToken cancellation)
        where T : class =>
        await LookAsync(asOf, viewer, look, cancellation)
        ?? throw new RefusedException(asOf is { } then
            ? notThere(Wording.Of($"{body}, as of {then:yyyy-MM-ddTHH:mm:ssZ},"))
            : notThere(body));
}
