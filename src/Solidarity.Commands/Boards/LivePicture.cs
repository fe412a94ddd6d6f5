using Spectre.Console.Rendering;

namespace Solidarity.Commands.Boards;

/// <summary>What a watcher sees of something that changes.</summary>
/// <param name="Head">Stays in sight where the window is too low for everything.</param>
/// <param name="ShowsAll">The command that shows everything, without the leading <c>solidarity</c>.</param>
internal sealed record LivePicture(IRenderable Head, IRenderable Body, string ShowsAll);
