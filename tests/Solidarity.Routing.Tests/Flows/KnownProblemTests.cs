using System.Runtime.CompilerServices;
using Solidarity.Routing.Flows;

namespace Solidarity.Routing.Tests.Flows;

/// <summary>
/// Problems that others have published, with the optimum that they give for them: the files in Known, in the format of
/// DIMACS' first challenge. Each says where it comes from, and its optimum in a comment "c optimum N".
/// </summary>
public sealed class KnownProblemTests
{
    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(Folder(), "*.min").Select(path => Path.GetFileNameWithoutExtension(path)).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_published_problem_costs_what_is_published(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder(), $"{name}.min"));
        var problem = Read(lines);
        var answer = NetworkSimplex.Solve(problem);
        FlowCertificate.Problem(problem, answer).ShouldBeNull();
        answer.Status.ShouldBe(FlowStatus.Optimal);
        answer.Cost(problem).ShouldBe((Int128)Optimum(lines));
    }

    [Fact]
    public void All_files_are_found() => Names.Count.ShouldBe(4);

    private static long Optimum(string[] lines) =>
        Number(lines.Single(line => line.StartsWith("c optimum ", StringComparison.Ordinal)).Split(' ')[2]);

    private static FlowProblem Read(string[] lines)
    {
        var fields = lines.Select(line => line.Split(' ')).ToList();
        var sizes = fields.Single(line => line[0] == "p");
        var supplies = new long[Number(sizes[2])];
        foreach (var line in fields.Where(line => line[0] == "n"))
            supplies[Number(line[1]) - 1] = Number(line[2]);
        var arcs = fields.Where(line => line[0] == "a")
            .Select(line => Array.ConvertAll(line[1..], Number))
            .Select(arc => ((int)arc[0] - 1, (int)arc[1] - 1, arc[3], arc[4]))
            .ToArray();
        ((long)arcs.Length).ShouldBe(Number(sizes[3]));
        fields.Where(line => line[0] == "a").ShouldAllBe(line => line[3] == "0");
        return FlowProblems.Of(supplies, arcs);
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string Folder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "Known");
}
