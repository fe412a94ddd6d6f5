using System.CommandLine;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Programs;
using Solidarity.Demos.Seizures;
using Solidarity.Demos.Storms;

namespace Solidarity.Demos;

/// <summary><c>solidarity demo storm|seizure</c>.</summary>
internal static class DemoCommands
{
    public static Command Create(Frame frame) =>
        ServiceCommand.Demo.New(StormCommand.Create(frame), SeizureCommand.Create(frame));
}
