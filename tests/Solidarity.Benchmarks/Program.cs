using Solidarity.Benchmarks;

return await CommandLine.RunAsync(args, BenchmarkList.All, Console.Out, Console.Error);
