using System.CommandLine;
using Solidarity.Commands.CommandLine;
using Solidarity.Demos.Seizures;
using Solidarity.Demos.Storms;

namespace Solidarity.Demos;

/// <summary><c>solidarity demo storm|seizure</c>.</summary>
internal static class DemoCommands
{
    public static Command Create(Frame frame) => Frame.Group(
        "demo", "Show the service at work, in this process, on a made-up world.", StormCommand.Create(frame),
        SeizureCommand.Create(frame));
}
