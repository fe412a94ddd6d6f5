using System.Reflection;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Compression;

namespace Solidarity.Protocol.Tests.StandIns;

/// <summary>The official server and client find in the stand-ins all that they were compiled against.</summary>
public sealed class SurfaceTests
{
    private static readonly Assembly[] StandIns = [typeof(Status).Assembly, typeof(ICompressionProvider).Assembly];
    private static readonly string[] StandInNames = [.. StandIns.Select(standIn => standIn.GetName().Name!)];

    public static TheoryData<string, int> OfficialAssemblies() => new()
    {
        // The numbers were counted in version 2.85.0; far fewer would mean that the reading is broken.
        { typeof(Grpc.AspNetCore.Server.GrpcServiceOptions).Assembly.Location, 98 },
        { typeof(GrpcChannel).Assembly.Location, 97 },
    };

    [Theory]
    [MemberData(nameof(OfficialAssemblies))]
    public void Every_member_that_an_official_assembly_asks_for_is_there(string path, int leastAsked)
    {
        var asked = AssemblySurface.Asked(path, StandInNames);
        var declared = StandIns.SelectMany(standIn => AssemblySurface.Declared(standIn.Location)).ToHashSet();

        asked.Count.ShouldBeGreaterThanOrEqualTo(leastAsked);
        asked.Where(member => !declared.Contains(member)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(OfficialAssemblies))]
    public void The_stand_ins_have_the_identity_that_an_official_assembly_asks_for(string path, int leastAsked)
    {
        _ = leastAsked;
        var asked = Assembly.LoadFrom(path).GetReferencedAssemblies()
            .Where(reference => StandInNames.Contains(reference.Name)).ToList();

        asked.Count.ShouldBe(StandIns.Length);
        foreach (var reference in asked)
            StandIns.Select(standIn => standIn.GetName().FullName).ShouldContain(reference.FullName);
    }

    [Fact]
    public void A_member_with_another_signature_is_another_member()
    {
        var declared = AssemblySurface.Declared(typeof(Status).Assembly.Location);

        declared.ShouldContain("Grpc.Core.Metadata::Add Void (String, Byte[])");
        declared.ShouldNotContain("Grpc.Core.Metadata::Add Void (String, Int32)");
        declared.ShouldContain("Grpc.Core.Status::DefaultSuccess Grpc.Core.Status");
        declared.ShouldContain(member => member.StartsWith("Grpc.Core.Interceptors.Interceptor::UnaryServerHandler "
            + "System.Threading.Tasks.Task`1<!!1><2> (!!0, Grpc.Core.ServerCallContext, "));
    }
}
