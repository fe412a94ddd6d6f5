using Solidarity.Cli.Seeds;

if (args is not ["plan", var folder])
{
    Console.Error.WriteLine("usage: solidarity plan FOLDER");
    return 2;
}

switch (SeedLoader.Load(folder))
{
    case SeedLoad.Valid(var seeds):
        foreach (var step in ReplayPlan.Of(seeds).Steps)
            Console.WriteLine($"{step.Date:yyyy-MM-dd} {step.Key}");
        return 0;
    case SeedLoad.Invalid invalid:
        Console.Error.WriteLine(invalid.Report());
        return 1;
    default:
        return 2;
}
