using Solidarity.Views.Worlds;

namespace Solidarity.Server.Feeds;

/// <summary>What a feed shows of the world, and in which form. Topics that are equal share one feed.</summary>
internal abstract record FeedTopic<TMessage>
{
    /// <summary>The topic of all who see the same as this one's viewer in this world: the name of the viewer is not in
    /// it, but what it may see.</summary>
    public abstract FeedTopic<TMessage> Shared(World world);

    /// <summary>The journal's position of the last entry that changed what is shown; above zero. It is asked for after
    /// each page of the journal, so it must be short.</summary>
    public abstract long ChangedAt(World world);

    /// <summary>The message that shows a world.</summary>
    /// <param name="changedAt">What <see cref="ChangedAt"/> says of this world; it goes into the message.</param>
    public abstract TMessage Write(World world, long changedAt);
}
