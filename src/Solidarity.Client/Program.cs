using Solidarity.Client;

return ServiceProgram.IsMeant(args) && ServiceProgram.IsThere
    ? ServiceProgram.Become(args)
    : await ClientProgram.Program.MainAsync(args);
