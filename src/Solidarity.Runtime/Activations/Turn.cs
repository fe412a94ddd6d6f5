namespace Solidarity.Runtime;

/// <summary>A piece of work that begins as a turn of its own on an activation.</summary>
internal abstract class Turn
{
    /// <summary>Begins the work in a turn of the activation, and returns at its first await. Never throws.</summary>
    public abstract void Begin(Activation activation);
}

/// <summary>A step of the activation's own life.</summary>
internal sealed class LifeTurn(Func<Task> step) : Turn
{
    public override void Begin(Activation activation) => _ = step();
}
