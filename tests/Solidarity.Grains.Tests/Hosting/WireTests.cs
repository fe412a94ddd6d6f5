using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Invocation;
using Orleans.Serialization.TypeSystem;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Transfers;
using Solidarity.Grains.Clusters;
using Solidarity.Grains.Delivery;
using Solidarity.Grains.Entries;
using Solidarity.Grains.Faults;
using Solidarity.Grains.Hosting;
using Solidarity.Storage;
using static Solidarity.Grains.Tests.Service;

namespace Solidarity.Grains.Tests.Hosting;

/// <summary>What grains are asked and answer, within a silo and between silos.</summary>
public sealed class WireTests : IDisposable
{
    private const BindingFlags AllFields =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly IHost _host = MakeHost();

    private static readonly GrainRequest<SectionCommand> Asked = new(
        new CommandId(UInt128.MaxValue), new ContentHash(7),
        [new OwnTreasuryCommand.Deposit(Francs(10), "dues"), new OwnTreasuryCommand.PayOut(Francs(3), "coal")],
        new DateTimeOffset(1868, 3, 23, 8, 0, 0, TimeSpan.Zero))
    {
        Sender = new StreamName("federations/geneva"),
    };

    private static readonly Reply Refused = new(
        12, Refusal.Of(RefusalKind.FailedPrecondition, "NOT_ENOUGH_AVAILABLE", "There is less.", ("currency", "CHF")));

    private static readonly WriteReply Written = new(
        [
            new WriteOutcome(WriteOutcomeKind.Written, 7), new WriteOutcome(WriteOutcomeKind.Conflict, 3),
            new WriteOutcome(WriteOutcomeKind.Answered) { Answered = [new CommandId(9)] },
            new WriteOutcome(WriteOutcomeKind.Unavailable) { Problem = "the log cannot be reached" },
        ],
        8);

    public static TheoryData<Exception> Exceptions => new(
        new CommandFaultException(new StreamName("sections/masons"), new FormatException("a fault")),
        new BodyFaultyException(new StreamName("sections/masons"), 7, new FormatException("a fault")),
        new JournalUnavailableException("the disk is full", new IOException("ENOSPC")),
        new JournalUnreadableException("damaged"),
        new LimitExceededException("too many"));

    [Fact]
    public void Within_a_silo_nothing_is_copied()
    {
        var copier = _host.Services.GetRequiredService<DeepCopier>();
        ImmutableArray<GrainRequest<SectionCommand>> all = [Asked];
        ImmutableArray<Reply> replies = [Refused];

        copier.Copy(Asked).ShouldBeSameAs(Asked);
        copier.Copy(Refused).ShouldBeSameAs(Refused);
        copier.Copy(all).ShouldBe(all, "it has the same memory");
        copier.Copy(replies).ShouldBe(replies, "it has the same memory");
        var provider = _host.Services.GetRequiredService<IDeepCopierProvider>();
        foreach (var type in new[] { typeof(GrainRequest<StrikeCommand>), typeof(Reply) })
            provider.GetDeepCopier(type).ShouldBeAssignableTo<IOptionalDeepCopier>()!.IsShallowCopyable()
                .ShouldBeTrue($"{type}");
    }

    /// <summary>Else one side of a call within a silo could change what the other has.</summary>
    [Fact]
    public void All_that_crosses_a_call_is_immutable()
    {
        var seen = new HashSet<Type>();
        var changeable = new List<string>();
        var waiting = new Queue<Type>([
            typeof(GrainRequest<SectionCommand>), typeof(GrainRequest<FederationCommand>),
            typeof(GrainRequest<StrikeCommand>), typeof(GrainRequest<TransferCommand>), typeof(Reply),
            typeof(WriteReply), typeof(StuckMessage)]);
        while (waiting.TryDequeue(out var type))
        {
            if (!seen.Add(type) || type.IsPrimitive || type.IsEnum)
                continue;
            foreach (var part in type.GetGenericArguments())
                waiting.Enqueue(part);
            if (!type.FullName!.StartsWith("Solidarity.", StringComparison.Ordinal))
            {
                if (!IsImmutable(type))
                    changeable.Add($"{type}");
                continue;
            }
            foreach (var field in type.GetFields(AllFields))
            {
                if (!field.IsInitOnly)
                    changeable.Add($"{type}.{field.Name}");
                waiting.Enqueue(field.FieldType);
            }
            if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
                waiting.Enqueue(parent);
            foreach (var derived in type.Assembly.GetTypes().Where(other => other.BaseType == type))
                waiting.Enqueue(derived);
        }
        seen.Count.ShouldBeGreaterThan(100, "the commands are among them");
        changeable.ShouldBeEmpty();
    }

    [Fact]
    public void Between_silos_it_comes_as_it_was()
    {
        var came = Travel(Asked);
        came.Commands.ShouldBe(Asked.Commands);
        (came with { Commands = Asked.Commands }).ShouldBe(Asked);

        var (reply, failed) = (Travel(Refused), Travel(Reply.Failed(new FormatException("a fault"))));
        reply.Refusal!.Metadata.ShouldBe(Refused.Refusal!.Metadata);
        (reply with { Refusal = null }).ShouldBe(Refused with { Refusal = null });
        (reply.Refusal with { Metadata = Refused.Refusal.Metadata }).ShouldBe(Refused.Refusal);
        failed.ShouldBe(Reply.Failed(new FormatException("a fault")));
        Travel(Reply.Redundant).ShouldBe(Reply.Redundant);
        Travel(Reply.Behind).ShouldBe(Reply.Behind);
        JsonSerializer.Serialize(Travel(Written), GrainWire.Json)
            .ShouldBe(JsonSerializer.Serialize(Written, GrainWire.Json));
    }

    [Theory]
    [MemberData(nameof(Exceptions))]
    public void Exceptions_keep_their_type_and_what_they_say(Exception problem)
    {
        var came = Travel(problem);

        came.GetType().ShouldBe(problem.GetType());
        came.Message.ShouldBe(problem.Message);
        came.InnerException?.GetType().ShouldBe(problem.InnerException?.GetType());
        came.InnerException?.Message.ShouldBe(problem.InnerException?.Message);
        if (problem is BodyFaultyException faulty)
            came.ShouldBeOfType<BodyFaultyException>().ShouldSatisfyAllConditions(
                other => other.Stream.ShouldBe(faulty.Stream), other => other.Position.ShouldBe(faulty.Position));
    }

    [Fact]
    public void Silos_of_two_versions_understand_each_other()
    {
        var names = _host.Services.GetRequiredService<TypeConverter>();
        var text = new StringBuilder();
        text.AppendLine("calls");
        var calls = typeof(GrainHost).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(IInvokable)));
        foreach (var call in calls.Select(type => names.Format(type)).Order(StringComparer.Ordinal))
            text.AppendLine(call);
        text.AppendLine().AppendLine("records");
        foreach (var type in new[]
        {
            typeof(GrainRequest<SectionCommand>), typeof(GrainRequest<FederationCommand>),
            typeof(GrainRequest<StrikeCommand>), typeof(GrainRequest<TransferCommand>), typeof(Reply),
            typeof(WriteReply), typeof(WriteOutcome), typeof(StuckMessage),
            typeof(CommandFaultException), typeof(BodyFaultyException),
        })
            text.AppendLine(names.Format(type));
        text.AppendLine().AppendLine("as JSON");
        foreach (var value in new object[] { Asked, Refused, Reply.Redundant, Reply.Behind, Written })
            text.AppendLine(JsonSerializer.Serialize(value, GrainWire.Json));

        Approved.Check("wire.approved.txt", text.ToString());
    }

    public void Dispose() => _host.Dispose();

    private static bool IsImmutable(Type type) =>
        type.Namespace == "System.Collections.Immutable" || Nullable.GetUnderlyingType(type) is not null
        || type == typeof(string) || type == typeof(Int128) || type == typeof(UInt128) || type == typeof(decimal)
        || type == typeof(DateTimeOffset) || type == typeof(DateOnly) || type == typeof(TimeSpan);

    private T Travel<T>(T value) where T : class
    {
        var serializer = _host.Services.GetRequiredService<Serializer>();
        return serializer.Deserialize<T>(serializer.SerializeToArray(value)).ShouldNotBeNull();
    }

    private static IHost MakeHost()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddGrains();
        return builder.Build();
    }
}
