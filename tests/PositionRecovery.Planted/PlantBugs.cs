using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

// Compiled by the build itself, not into an assembly: see PositionRecovery.Planted.csproj.
public sealed class PlantBugs : Task
{
    private const string Switch = "PLANTED";

    [Required]
    public string Product { get; set; }

    [Required]
    public ITaskItem[] Sources { get; set; }

    [Required]
    public ITaskItem[] Bugs { get; set; }

    [Required]
    public string Target { get; set; }

    public override bool Execute()
    {
        List<Bug> bugs = Bugs.Select(b => b.GetMetadata("FullPath")).OrderBy(p => p, StringComparer.Ordinal)
            .Select(Read).Where(b => b != null).ToList();
        for (int i = 0; i < bugs.Count; i++)
        {
            bugs[i].Number = i + 1;
        }

        ILookup<string, Edit> edits = bugs.SelectMany(b => b.Edits).ToLookup(e => e.File);
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (string source in Sources.Select(s => s.GetMetadata("FullPath")))
        {
            string name = source.Substring(Product.Length).Replace('\\', '/');
            string text = File.ReadAllText(source).Replace("\r\n", "\n");
            Write(name, Planted(name, text, edits[name].ToList()), written);
        }

        foreach (Edit lost in edits.SelectMany(g => g).Where(e => !written.Contains(e.File)))
        {
            Log.LogError("Planted bug '{0}': the product has no file {1}.", lost.Bug.Name, lost.File);
        }

        Write("Planted.cs", Code(bugs), written);
        foreach (string old in Directory.GetFiles(Target, "*.cs", SearchOption.AllDirectories)
            .Where(f => !written.Contains(f.Substring(Target.Length).Replace('\\', '/'))))
        {
            File.Delete(old);
        }

        if (!Log.HasLoggedErrors)
        {
            // Last, because the build takes its time as the time of all.
            WriteList("planted-spare.txt", bugs.Where(b => b.IsSpare));
            WriteList("planted.txt", bugs.Where(b => !b.IsSpare));
        }

        return !Log.HasLoggedErrors;
    }

    private void WriteList(string name, IEnumerable<Bug> bugs) => File.WriteAllText(
        Target + name, string.Concat(bugs.Select(b => b.Name + "\t" + b.SeenBy + "\t" + b.Breaks + "\n")));

    private Bug Read(string path)
    {
        string[] lines = File.ReadAllText(path).Replace("\r\n", "\n").TrimEnd('\n').Split('\n');
        var bug = new Bug
        {
            Name = Path.GetFileNameWithoutExtension(path),
            IsSpare = Path.GetFileName(Path.GetDirectoryName(path)) == "Spare",
        };
        string file = null;
        int at = 0;
        while (at < lines.Length)
        {
            string line = lines[at++];
            if (line == "--- find")
            {
                int middle = Array.IndexOf(lines, "--- replace", at);
                int end = Array.IndexOf(lines, "--- end", at);
                if (file == null || middle < 0 || end < middle)
                {
                    Log.LogError("Planted bug '{0}': 'file:' comes first, then find, replace and end.", bug.Name);
                    return null;
                }

                string find = string.Join("\n", lines.Skip(at).Take(middle - at));
                string replace = string.Join("\n", lines.Skip(middle + 1).Take(end - middle - 1));
                bug.Edits.Add(new Edit { Bug = bug, File = file, Find = find, Replace = replace });
                at = end + 1;
            }
            else if (line.StartsWith("breaks: ", StringComparison.Ordinal))
            {
                bug.Breaks = line.Substring(8).Trim();
            }
            else if (line.StartsWith("seen by: ", StringComparison.Ordinal))
            {
                bug.SeenBy = line.Substring(9).Trim();
            }
            else if (line.StartsWith("file: ", StringComparison.Ordinal))
            {
                file = line.Substring(6).Trim();
            }
            else if (line.Length > 0)
            {
                Log.LogError("Planted bug '{0}': the line '{1}' is not understood.", bug.Name, line);
            }
        }

        if (bug.Breaks == null || bug.SeenBy == null || !bug.Edits.Any(e => e.Replace.Contains(Switch)))
        {
            Log.LogError("Planted bug '{0}' lacks 'breaks:', 'seen by:' or a replacement that asks {1}.", bug.Name, Switch);
        }

        return bug;
    }

    private string Planted(string name, string text, List<Edit> edits)
    {
        foreach (Edit edit in edits)
        {
            edit.At = text.IndexOf(edit.Find, StringComparison.Ordinal);
            if (edit.At < 0 || text.IndexOf(edit.Find, edit.At + 1, StringComparison.Ordinal) >= 0)
            {
                Log.LogError(
                    "Planted bug '{0}': the text to find is in {1} {2}; it must be there once.",
                    edit.Bug.Name, name, edit.At < 0 ? "no more" : "more than once");
                return text;
            }
        }

        var planted = new StringBuilder();
        int from = 0;
        Edit last = null;
        foreach (Edit edit in edits.OrderBy(e => e.At))
        {
            if (edit.At < from)
            {
                Log.LogError("Planted bugs '{0}' and '{1}' change the same text of {2}.", last.Bug.Name, edit.Bug.Name, name);
                return text;
            }

            planted.Append(text, from, edit.At - from);
            planted.Append(edit.Replace.Replace(Switch, "(global::PositionRecovery.Planted.Bug == " + edit.Bug.Number + ")"));
            from = edit.At + edit.Find.Length;
            last = edit;
        }

        return planted.Append(text, from, text.Length - from).ToString();
    }

    private void Write(string name, string text, HashSet<string> written)
    {
        string path = Path.Combine(Target, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path));
        written.Add(name);
        if (!File.Exists(path) || File.ReadAllText(path) != text)
        {
            File.WriteAllText(path, text);
        }
    }

    // A number that never changes: the compiler of the run folds it, so that a sleeping bug costs nothing.
    private static string Code(List<Bug> bugs)
    {
        string names = string.Concat(bugs.Select(b => "        \"" + b.Name + "\",\n"));
        return "namespace PositionRecovery;\n\ninternal static class Planted\n{\n"
            + "    internal static readonly string[] Names =\n    [\n" + names + "    ];\n\n"
            + "    internal static readonly int Bug = Read();\n\n"
            + "    [System.Runtime.CompilerServices.ModuleInitializer]\n"
            + "    internal static void Check() => _ = Bug;\n\n"
            + "    private static int Read()\n    {\n"
            + "        if (System.Environment.GetEnvironmentVariable(\"PLANTED_BUG\") is not { Length: > 0 } name)\n"
            + "        {\n            return 0;\n        }\n\n"
            + "        int at = System.Array.IndexOf(Names, name);\n"
            + "        return at >= 0 ? at + 1 : throw new System.ArgumentException(\n"
            + "            $\"PLANTED_BUG is '{name}'; planted are: {string.Join(\", \", Names)}.\");\n"
            + "    }\n}\n";
    }

    private sealed class Bug
    {
        public readonly List<Edit> Edits = new List<Edit>();
        public string Name;
        public bool IsSpare;
        public string Breaks;
        public string SeenBy;
        public int Number;
    }

    private sealed class Edit
    {
        public Bug Bug;
        public string File;
        public string Find;
        public string Replace;
        public int At;
    }
}
