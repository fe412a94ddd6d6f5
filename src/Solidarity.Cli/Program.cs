return await Solidarity.Cli.Cli.Program.MainAsync(args);
