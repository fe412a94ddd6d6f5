using System.Runtime.InteropServices;
using System.Text;

// A signal asks whatever is running to stop by itself; what it was doing decides how it ends.
using var stop = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return await Solidarity.Cli.Cli.RunAsync(
    args, Console.In, Console.Out, Console.Error, !Console.IsOutputRedirected, stop.Token,
    answers: !Console.IsInputRedirected, errorInteractive: !Console.IsErrorRedirected);

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
