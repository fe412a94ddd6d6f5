using Solidarity.Grains.Faults;

namespace Solidarity.Grains.Delivery;

/// <summary>Runs what is to go on as long as the service does: whatever it throws is logged and counted, and it begins
/// again after a pause. Only the service's own stop ends it.</summary>
internal static class Endless
{
    public static async Task RunAsync(
        string what, Func<CancellationToken, Task> run, FaultLog faults, TimeProvider time,
        CancellationToken stopping)
    {
        for (var tries = 1; !stopping.IsCancellationRequested; tries++)
        {
            var began = time.GetTimestamp();
            try
            {
                await run(stopping);
            }
            catch (Exception problem)
            {
                if (stopping.IsCancellationRequested)
                    return;
                faults.On("background", $"{what} failed and begins again.", problem);
            }
            // What went well for a while begins again soon.
            if (time.GetElapsedTime(began).TotalSeconds > Dispatcher.RetrySecondsMax)
                tries = 1;
            try
            {
                await Task.Delay(Dispatcher.PauseAfter(tries), time, stopping);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
