using Grpc.AspNetCore.Server;
using Grpc.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Solidarity.Grains.Delivery;
using Solidarity.Server.Assemblies;
using Solidarity.Server.Bodies;
using Solidarity.Server.Books;
using Solidarity.Server.Callers;
using Solidarity.Server.Calls;
using Solidarity.Server.Claims;
using Solidarity.Server.Corridors;
using Solidarity.Server.Errors;
using Solidarity.Server.Federations;
using Solidarity.Server.Feeds;
using Solidarity.Server.Graph;
using Solidarity.Server.Health;
using Solidarity.Server.Instances;
using Solidarity.Server.Loans;
using Solidarity.Server.Mandates;
using Solidarity.Server.Messages;
using Solidarity.Server.Notices;
using Solidarity.Server.Offers;
using Solidarity.Server.Paging;
using Solidarity.Server.Pledges;
using Solidarity.Server.Requests;
using Solidarity.Server.Routing;
using Solidarity.Server.Sections;
using Solidarity.Server.Statutes;
using Solidarity.Server.Strikes;
using Solidarity.Server.Successions;
using Solidarity.Server.Telemetry;
using Solidarity.Server.Trades;
using Solidarity.Server.Transfers;
using Solidarity.Server.Warnings;
using Solidarity.Storage.Sqlite;
using Solidarity.Views.Hosting;

namespace Solidarity.Server.Hosting;

/// <summary>Puts the service together.</summary>
internal static class Composition
{
    public static WebApplication Build(ServerOptions options, ListenAddresses addresses, SqliteJournal journal)
    {
        var builder = WebApplication.CreateSlimBuilder();
        // Nothing from the environment or a file beside the program: the options are all that there is.
        builder.Configuration.Sources.Clear();
        Log(builder.Logging, options);
        var pages = new OperatorPages(addresses.Metrics, addresses.Dashboard);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.Http2.MaxStreamsPerConnection = ServerLimits.StreamsPerConnectionMax;
            kestrel.Limits.Http2.KeepAlivePingDelay = options.KeepAliveDelay;
            kestrel.Limits.Http2.KeepAlivePingTimeout = options.KeepAliveAnswerIn;
            kestrel.Listen(addresses.Api, listen => listen.Protocols = HttpProtocols.Http2);
            pages.Listen(kestrel);
        });
        builder.Services.Configure<HostOptions>(host =>
            host.ShutdownTimeout = TimeSpan.FromSeconds(ServerLimits.DrainSecondsMax));
        builder.Services.AddSingleton<IHostLifetime, OwnedLifetime>();
        if (options.Rules is { } rules)
            builder.Services.AddSingleton(rules);
        if (options.Mailbox is { } around)
            builder.Services.AddSingleton(services => around(
                ActivatorUtilities.CreateInstance<GrainMailbox>(services)));
        // Before there is a silo, which a version that cannot read the log must not become.
        builder.Services.AddHostedService<NewerEvents>();
        if (options.Cluster is { } cluster)
            builder.AddSolidarity(journal, cluster, options.Time);
        else
            builder.AddSolidarity(journal, options.Time);
        builder.Services.AddSingleton<SiloStarted>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SiloStarted>());
        AddApi(builder.Services);
        AddNotices(builder.Services, options.Notices);
        builder.Services.AddSingleton(options.Trades);
        pages.Add(builder);
        builder.AddTelemetry(options.Telemetry, pages.IsOperators);
        var app = builder.Build();
        pages.Serve(app);
        Map(app);
        return app;
    }

    private static void AddApi(IServiceCollection services)
    {
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = ServerLimits.MessageBytesMax;
            grpc.MaxSendMessageSize = ServerLimits.MessageBytesMax;
            grpc.CompressionProviders = Unpacking.All;
            grpc.Interceptors.Add<ErrorInterceptor>();
            grpc.Interceptors.Add<PositionGate>();
            grpc.Interceptors.Add<MessageGuard>();
            grpc.Interceptors.Add<QueryGate>();
            grpc.Interceptors.Add<HealthGate>();
        }).AddServiceOptions<ReflectionServiceImpl>(TakeNoMoreThanNames)
            .AddServiceOptions<ReflectionV1ServiceImpl>(TakeNoMoreThanNames);
        services.ReadRequestsChecked();
        // One for all calls: it remembers what it has checked and said.
        services.AddSingleton<MessageGuard>().AddSingleton<QueryGate>();
        services.AddHealth().AddGrpcReflection();
        services.AddSingleton<CommandSender>();
        services.AddSingleton<Times>().AddSingleton<Resuming>().AddSingleton<BoardQueries>();
        services.AddSingleton<FederationBoards>().AddSingleton<SectionBoards>();
        services.AddSingleton<StatementMarks>().AddSingleton<GraphCache>();
        services.AddSingleton<CommandsUnderWay>().AddSingleton<CommandMeter>().AddSingleton<FeedWorkers>();
        services.AddSingleton(new Watchers(ServerLimits.WatchersMax)).AddSingleton(typeof(Feeds<>));
        services.AddHostedService<ViewFaultLog>().AddSingleton<OwnStop>();
    }

    private static void AddNotices(IServiceCollection services, NoticeOptions options)
    {
        services.AddSingleton(options).AddSingleton<NoticeSender>().AddSingleton<NoticeRecorder>();
        services.AddSingleton<NoticeMeter>().AddHostedService<Notifier>();
    }

    // Which is all that reflection can be asked for.
    private static void TakeNoMoreThanNames<TService>(GrpcServiceOptions<TService> reflection) where TService : class =>
        reflection.MaxReceiveMessageSize = ServerLimits.ReflectionRequestBytesMax;

    private static void Map(WebApplication app)
    {
        app.UseMethodPaths();
        app.UseFrameFaults(app.Services.GetRequiredService<CallLog>());
        app.MapGrpcService<BodiesService>();
        app.MapGrpcService<SectionsService>();
        app.MapGrpcService<BooksService>();
        app.MapGrpcService<FederationsService>();
        app.MapGrpcService<SuccessionsService>();
        app.MapGrpcService<CorridorsService>();
        app.MapGrpcService<StrikesService>();
        app.MapGrpcService<GraphService>();
        app.MapGrpcService<CallsService>();
        app.MapGrpcService<WarningsService>();
        app.MapGrpcService<PledgesService>();
        app.MapGrpcService<StatutesService>();
        app.MapGrpcService<MandatesService>();
        app.MapGrpcService<AssembliesService>();
        app.MapGrpcService<ClaimsService>();
        app.MapGrpcService<SupportService>();
        app.MapGrpcService<LoansService>();
        app.MapGrpcService<TransfersService>();
        app.MapGrpcService<RoutesService>();
        app.MapGrpcService<MessagesService>();
        app.MapGrpcService<NoticesService>();
        app.MapGrpcService<InstancesService>();
        app.MapGrpcService<TradesService>();
        app.MapGrpcReflectionService();
        app.MapHealth();
    }

    private static bool AtLeastWarning(LogLevel level) => level >= LogLevel.Warning;

    public static void Log(ILoggingBuilder logging, ServerOptions options)
    {
        logging.ClearProviders().SetMinimumLevel(options.LogLevel);
        // Of each call that fails the service says one line itself (CallLog); those who look closer see everybody's.
        GrpcFaults.Add(logging);
        if (options.LogLevel > LogLevel.Debug)
            logging.AddFilter("Grpc", AtLeastWarning).AddFilter("Microsoft.AspNetCore", AtLeastWarning);
        // A start that failed is told by whoever started the service, in a sentence and without a stack trace. That the
        // service stops because a part of it failed is critical, and stays.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        // Who waits for a replica to be filled wants to see how far it is.
        if (options.LogLevel > LogLevel.Information)
            logging.AddFilter(typeof(SqliteJournal).FullName, LogLevel.Information);
        if (options.Logs is { } logs)
        {
            logging.AddProvider(logs);
            return;
        }
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.ColorBehavior = LoggerColorBehavior.Disabled;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ssK ";
            console.UseUtcTimestamp = true;
        });
        // Standard output belongs to the command that runs the server.
        logging.Services.Configure<ConsoleLoggerOptions>(console =>
            console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
