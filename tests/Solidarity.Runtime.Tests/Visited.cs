namespace Solidarity.Runtime.Tests;

/// <summary>A grain that notes when calls begin and end; a visit ends when the gate of its name is open.</summary>
internal interface IVisited : IGrainWithStringKey
{
    Task Visit(string name);

    [ReadOnly]
    Task Read(string name);

    [AlwaysInterleave]
    Task Interleave(string note);

    Task Pass(string note);

    Task<string[]> Places();

    Task<string?> AsyncLocal();

    Task<string> VisitOther(string key);

    Task<string> BeVisitedBy(string key);
}

internal class Visited(Notebook notebook, Gates gates) : Grain, IVisited
{
    public static readonly AsyncLocal<string?> Whose = new();

    public async Task Visit(string name)
    {
        notebook.Note($"{name} begins");
        await gates.Pass(name);
        notebook.Note($"{name} ends");
    }

    public Task Read(string name) => Visit(name);

    public Task Interleave(string note) => Pass(note);

    public Task Pass(string note)
    {
        notebook.Note(note);
        return Task.CompletedTask;
    }

    public async Task<string[]> Places()
    {
        var own = TaskScheduler.Current;
        string Place(string when) => $"{when}: {(TaskScheduler.Current == own ? "grain" : "elsewhere")}";
        List<string> places = [own == TaskScheduler.Default ? "no scheduler of its own" : Place("at the start")];
        await Task.Yield();
        places.Add(Place("after an await"));
#pragma warning disable CA2008 // that they run under the grain's scheduler without being told is the point
        places.Add(await Task.Factory.StartNew(() => Place("in StartNew")));
        places.Add(await Task.Run(() => 1).ContinueWith(_ => Place("in ContinueWith")));
#pragma warning restore CA2008
        places.Add(await Task.Run(() => Place("in Task.Run")));
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        places.Add(Place("after ConfigureAwait(false)"));
        return [.. places];
    }

    public Task<string?> AsyncLocal()
    {
        var seen = Whose.Value;
        Whose.Value = "the grain's";
        return Task.FromResult(seen);
    }

    public async Task<string> VisitOther(string key)
    {
        var own = TaskScheduler.Current;
        var other = GrainFactory.GetGrain<IVisited>(key, GetType().FullName);
        var answer = await other.BeVisitedBy(this.GetPrimaryKeyString());
        return $"{answer}; then: {(TaskScheduler.Current == own ? "grain" : "elsewhere")}";
    }

    public Task<string> BeVisitedBy(string key) =>
        Task.FromResult($"{this.GetPrimaryKeyString()} was visited by {key}");
}

[Reentrant]
internal sealed class ReentrantVisited(Notebook notebook, Gates gates) : Visited(notebook, gates);

internal static class VisitedGrains
{
    public static IVisited Visited(this TestHost host, string key) => host.Get<IVisited>(key, typeof(Visited).FullName);

    public static IVisited Reentrant(this TestHost host, string key) =>
        host.Get<IVisited>(key, typeof(ReentrantVisited).FullName);
}
