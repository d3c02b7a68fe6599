using Spectre.Console;

AnsiConsole.WriteLine("position-recovery: nothing to show yet.");
return 0;
