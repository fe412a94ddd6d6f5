using Solidarity.Server.Requests;
using Solidarity.Storage;

namespace Solidarity.Server.Feeds;

/// <summary>Checks where a watcher wants to go on.</summary>
internal sealed class Resuming(IJournal journal)
{
    public void Check(Fields fields, long afterPosition)
    {
        if (afterPosition < 0 || afterPosition > journal.Position)
            fields.Add("after_position",
                $"is {afterPosition}; the journal goes from 1 to {journal.Position}. Begin with 0");
    }
}
