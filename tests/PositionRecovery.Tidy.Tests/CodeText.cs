using System.Text;

namespace PositionRecovery.Tidy.Tests;

/// <summary>
/// Blanks comments and literals of C# source, keeping line breaks, columns and the code in the holes of interpolated
/// strings. Knows as much of the language as the laws here need.
/// </summary>
internal static class CodeText
{
    public static string Strip(string source)
    {
        var scan = new Scan(source);
        scan.Code(closingBraces: 0);
        return scan.Output.ToString();
    }

    public static int LineAt(string text, int index) => 1 + text.AsSpan(0, index).Count('\n');

    private sealed class Scan(string text)
    {
        private int _at;

        public StringBuilder Output { get; } = new(text.Length);

        /// <summary>Copies code to the end, or up to the braces that close the hole it stands in.</summary>
        public void Code(int closingBraces)
        {
            int depth = 0;
            while (_at < text.Length)
            {
                if (closingBraces > 0 && depth == 0 && text[_at] == '}')
                {
                    Blank(closingBraces);
                    return;
                }

                if (!TrySkip())
                {
                    depth += text[_at] switch { '{' => 1, '}' => -1, _ => 0 };
                    Output.Append(text[_at++]);
                }
            }
        }

        private bool TrySkip()
        {
            if (Sees("//"))
            {
                BlankUpTo(text.IndexOf('\n', _at));
                return true;
            }

            if (Sees("/*"))
            {
                int end = text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
                BlankUpTo(end < 0 ? end : end + 2);
                return true;
            }

            return text[_at] == '\'' ? TrySkipCharacter() : TrySkipString();
        }

        private bool TrySkipCharacter()
        {
            int from = Math.Min(text.Length, _at + (Sees("'\\") ? 3 : 2));
            int end = text.IndexOf('\'', from);
            if (end < 0 || text.AsSpan(_at, end - _at).Contains('\n'))
            {
                return false;
            }

            BlankUpTo(end + 1);
            return true;
        }

        private bool TrySkipString()
        {
            int quote = _at;
            while (quote < text.Length && text[quote] is '$' or '@')
            {
                quote++;
            }

            if (quote == text.Length || text[quote] != '"')
            {
                return false;
            }

            string prefix = text[_at..quote];
            int dollars = prefix.Count(c => c == '$');
            bool isVerbatim = prefix.Contains('@');
            Blank(prefix.Length);
            int quotes = Run('"');
            if (!isVerbatim && quotes == 2)
            {
                Blank(2);
            }
            else if (!isVerbatim && quotes > 2)
            {
                Raw(quotes, dollars);
            }
            else
            {
                Quoted(isVerbatim, isInterpolated: dollars > 0);
            }

            return true;
        }

        private void Raw(int quotes, int dollars)
        {
            Blank(quotes);
            while (_at < text.Length)
            {
                int run = Math.Max(1, Run(text[_at]));
                if (text[_at] == '"' && run >= quotes)
                {
                    Blank(run);
                    return;
                }

                bool isHole = dollars > 0 && text[_at] == '{' && run >= dollars;
                Blank(run);
                if (isHole)
                {
                    Code(closingBraces: dollars);
                }
            }
        }

        private void Quoted(bool isVerbatim, bool isInterpolated)
        {
            Blank(1);
            while (_at < text.Length)
            {
                if ((isVerbatim && Sees("\"\"")) || (!isVerbatim && text[_at] == '\\')
                    || (isInterpolated && (Sees("{{") || Sees("}}"))))
                {
                    Blank(2);
                    continue;
                }

                char c = text[_at];
                Blank(1);
                if (c == '"' || (c == '\n' && !isVerbatim))
                {
                    return;
                }

                if (c == '{' && isInterpolated)
                {
                    Code(closingBraces: 1);
                }
            }
        }

        private bool Sees(string expected) =>
            string.CompareOrdinal(text, _at, expected, 0, expected.Length) == 0;

        private int Run(char of)
        {
            int end = _at;
            while (end < text.Length && text[end] == of)
            {
                end++;
            }

            return end - _at;
        }

        private void BlankUpTo(int end) => Blank((end < 0 ? text.Length : end) - _at);

        private void Blank(int count)
        {
            for (int end = Math.Min(_at + count, text.Length); _at < end; _at++)
            {
                Output.Append(text[_at] is '\n' or '\r' ? text[_at] : ' ');
            }
        }
    }
}
