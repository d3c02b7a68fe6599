using System.Text;
using PositionRecovery.Sample;

// Tables and names need more than ASCII, and some consoles start with less.
Console.OutputEncoding = Encoding.UTF8;
return App.Run(args, Console.Out, Console.Error);
