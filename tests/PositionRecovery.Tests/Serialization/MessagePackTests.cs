using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace PositionRecovery.Tests.Serialization;

/// <summary>The bytes themselves: one form for each value, and nothing else is read.</summary>
public sealed class MessagePackTests
{
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffffff";

    /// <summary>Each value at the edge of one of its forms, with the bytes of the format's specification.</summary>
    public static TheoryData<string, string> Values => new()
    {
        { "nil", "c0" }, { "true", "c3" }, { "false", "c2" },
        { "int 0", "00" }, { "int 127", "7f" }, { "int 128", "cc80" }, { "int 255", "ccff" },
        { "int 256", "cd0100" }, { "int 65535", "cdffff" }, { "int 65536", "ce00010000" },
        { "int 4294967295", "ceffffffff" }, { "int 4294967296", "cf0000000100000000" },
        { "int 9223372036854775807", "cf7fffffffffffffff" },
        { "int -1", "ff" }, { "int -32", "e0" }, { "int -33", "d0df" }, { "int -128", "d080" },
        { "int -129", "d1ff7f" }, { "int -32768", "d18000" }, { "int -32769", "d2ffff7fff" },
        { "int -2147483648", "d280000000" }, { "int -2147483649", "d3ffffffff7fffffff" },
        { "int -9223372036854775808", "d38000000000000000" },
        { "text ", "a0" }, { "text a", "a161" }, { "text é", "a2c3a9" },
        { "decimal 0", "d40100" }, { "decimal -0", "d40180" }, { "decimal 0.00", "d40102" },
        { "decimal 1", "d5010001" }, { "decimal 1.5", "d501010f" }, { "decimal -1.50", "d5018296" },
        { "decimal 0.256", "c70301030100" }, { "decimal 65536", "d60100010000" },
        { "decimal 64250.10", "d601026209b2" },
        { "decimal 79228162514264337593543950335", "c70d0100ffffffffffffffffffffffff" },
        { "decimal -0.0000000000000000000000000001", "d5019c01" },
        { "time 1970-01-01T00:00:00.0000000", "d6ff00000000" },
        { "time 2106-02-07T06:28:15.0000000", "d6ffffffffff" },
        { "time 2106-02-07T06:28:16.0000000", "d7ff0000000100000000" },
        { "time 1970-01-01T00:00:00.0000001", "d7ff0000019000000000" },
        { "time 2514-05-30T01:53:03.9999999", "d7ffee6b2673ffffffff" },
        { "time 2514-05-30T01:53:04.0000000", "c70cff000000000000000400000000" },
        { "time 1969-12-31T23:59:59.9999999", "c70cff3b9ac99cffffffffffffffff" },
        { "time 0001-01-01T00:00:00.0000000", "c70cff00000000fffffff1886e0900" },
        { "time 9999-12-31T23:59:59.9999999", "c70cff3b9ac99c0000003afff4417f" },
    };

    /// <summary>Legal in the format, and not the form in which we write: refused, or it would be written back
    /// differently.</summary>
    public static TheoryData<string, string> OtherForms => new()
    {
        { "int", "cc7f" }, { "int", "cc00" }, { "int", "cd00ff" }, { "int", "ce0000ffff" },
        { "int", "cf00000000ffffffff" }, { "int", "cf8000000000000000" }, { "int", "d0e0" }, { "int", "d001" },
        { "int", "d1ff80" }, { "int", "d10001" }, { "int", "d2ffff8000" }, { "int", "d3ffffffff80000000" },
        { "int", "ca3f800000" }, { "int", "a131" }, { "int", "c0" }, { "int", "c1" },
        { "text", "d90161" }, { "text", "d91f61616161616161616161616161616161616161616161616161616161616161" },
        { "text", "da000161" }, { "text", "db0000000161" }, { "text", "c40161" }, { "text", "a1ff" },
        { "text", "a3eda080" }, { "text", "a2c080" }, { "text", "dafffe" },
        { "bytes", "c5000161" }, { "bytes", "c60000000161" }, { "bytes", "a161" }, { "bytes", "c5ffff" },
        { "array", "dc000101" }, { "array", "dd0000000101" }, { "array", "81a16101" }, { "array", "ddffffffff" },
        { "array", "dcffff" }, { "array", "91" }, { "array", "dd7fffffff01" },
        { "decimal", "c7010100" }, { "decimal", "c702010001" }, { "decimal", "d5010000" }, { "decimal", "d4011d" },
        { "decimal", "d4019d" }, { "decimal", "d40200" }, { "decimal", "d4ff00" }, { "decimal", "c70001" },
        { "decimal", "c70e01000100000000000000000000000000" }, { "decimal", "a131" }, { "decimal", "01" },
        { "decimal", "c8000301030100" }, { "decimal", "c90000000301030100" },
        { "time", "d7ff0000000000000001" }, { "time", "c70cff000000000000000000000001" },
        { "time", "c70cff000001900000000000000001" }, { "time", "d7ff0000000400000001" },
        { "time", "d7ffee6b280000000001" }, { "time", "c70cff000000000000003afff44180" },
        { "time", "c70cff00000000fffffff1886e08ff" }, { "time", "c70cff000000007fffffffffffffff" },
        { "time", "d60100000000" }, { "time", "d5ff0000" }, { "time", "c704ff00000000" },
        { "bool", "00" }, { "bool", "c0" }, { "bool", "91c3" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Write_Value_GivesItsShortestForm(string value, string hex) => Assert.Equal(hex, Written(value));

    [Theory]
    [MemberData(nameof(Values))]
    public void Read_ShortestForm_GivesTheValue(string value, string hex) =>
        Assert.Equal(value, Read(value.Split(' ')[0], hex));

    [Theory]
    [MemberData(nameof(OtherForms))]
    public void Read_AnyOtherForm_IsRefused(string kind, string hex) =>
        Assert.Throws<PackFormatException>(() => Read(kind, hex));

    [Theory]
    [MemberData(nameof(Values))]
    public void Read_CutAnywhere_IsRefused(string value, string hex)
    {
        for (int length = 0; length < hex.Length; length += 2)
        {
            Assert.Throws<PackFormatException>(() => Read(value is "nil" ? "int" : value.Split(' ')[0], hex[..length]));
        }
    }

    [Theory]
    [InlineData(0, "a0")]
    [InlineData(31, "bf")]
    [InlineData(32, "d920")]
    [InlineData(255, "d9ff")]
    [InlineData(256, "da0100")]
    [InlineData(4096, "da1000")]
    public void Text_OfAnyLength_HasTheShortestHead(int length, string head)
    {
        var text = new string('x', length);
        string hex = Hex((ref MessagePackWriter w) => w.WriteText(text));
        Assert.StartsWith(head + (length == 0 ? "" : "78"), hex, StringComparison.Ordinal);
        Assert.Equal(text, new MessagePackReader(Convert.FromHexString(hex)).ReadText());
    }

    [Theory]
    [InlineData(0, "c400")]
    [InlineData(255, "c4ff")]
    [InlineData(256, "c50100")]
    [InlineData(65_535, "c5ffff")]
    [InlineData(65_536, "c600010000")]
    public void Bytes_OfAnyLength_HaveTheShortestHead(int length, string head)
    {
        byte[] bytes = [.. Enumerable.Repeat((byte)0x78, length)];
        string hex = Hex((ref MessagePackWriter w) => w.WriteBytes(bytes));
        Assert.StartsWith(head, hex, StringComparison.Ordinal);
        Assert.Equal(bytes, new MessagePackReader(Convert.FromHexString(hex)).ReadBytes().ToArray());
    }

    [Theory]
    [InlineData(0, "90")]
    [InlineData(15, "9f")]
    [InlineData(16, "dc0010")]
    [InlineData(65_535, "dcffff")]
    [InlineData(65_536, "dd00010000")]
    public void Array_OfAnyLength_HasTheShortestHead(int length, string head)
    {
        string ahead = Hex((ref MessagePackWriter w) =>
        {
            w.WriteArrayHeader(length);
            Nils(ref w, length);
        });
        string after = Hex((ref MessagePackWriter w) =>
        {
            int at = w.ReserveArrayHeader();
            Nils(ref w, length);
            w.WriteReserved(at, length);
        });
        Assert.StartsWith(head, ahead, StringComparison.Ordinal);
        Assert.Equal(ahead, after);
        Assert.Equal(length, new MessagePackReader(Convert.FromHexString(ahead)).EnterArray());
    }

    [Theory]
    [InlineData(1, "d405")]
    [InlineData(2, "d505")]
    [InlineData(3, "c70305")]
    [InlineData(4, "d605")]
    [InlineData(8, "d705")]
    [InlineData(16, "d805")]
    [InlineData(17, "c71105")]
    [InlineData(0, "c70005")]
    [InlineData(256, "c8010005")]
    public void Extension_OfAnyLength_HasTheShortestHead(int length, string head)
    {
        string hex = Hex((ref MessagePackWriter w) => w.WriteExtension(5, new byte[length]));
        Assert.StartsWith(head, hex, StringComparison.Ordinal);
        ReadOnlySpan<byte> read = new MessagePackReader(Convert.FromHexString(hex)).ReadExtension(out sbyte type);
        Assert.Equal(5, type);
        Assert.Equal(length, read.Length);
    }

    [Theory]
    [InlineData(16, true)]
    [InlineData(17, false)]
    [InlineData(100_000, false)]
    public void EnterArray_ListsInLists_GoSixteenDeep(int depth, bool isRead)
    {
        byte[] nested = [.. Enumerable.Repeat((byte)0x91, depth), 0xC0];
        Assert.Equal(isRead, Record.Exception(() =>
        {
            var reader = new MessagePackReader(nested);
            while (!reader.TryReadNil())
            {
                reader.EnterArray();
            }
        }) is null);
    }

    [Fact]
    public void WriteText_TooLong_IsADefectOfOurs() =>
        Assert.Throws<InvariantException>(() => Hex(static (ref MessagePackWriter w) => w.WriteText(new('x', 4_097))));

    [Fact]
    public void WriteBytes_TooMany_IsADefectOfOurs() =>
        Assert.Throws<InvariantException>(() => Hex(static (ref MessagePackWriter w) => w.WriteBytes(new byte[65_537])));

    [Fact]
    public void ReadDecimal_AnyDecimalWritten_GivesTheSameBits() =>
        Prop.ForAll(AnyContent.Arbitrary, static any =>
        {
            decimal value = any.Make<decimal>();
            string hex = Hex((ref MessagePackWriter w) => WriteDecimal(ref w, value));
            decimal read = new MessagePackReader(Convert.FromHexString(hex)).ReadDecimal();
            return decimal.GetBits(read).SequenceEqual(decimal.GetBits(value));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void ReadTime_AnyTimeWritten_GivesTheSameTicks() =>
        Prop.ForAll(AnyContent.Arbitrary, static any =>
        {
            DateTimeOffset value = any.Make<DateTimeOffset>();
            string hex = Hex((ref MessagePackWriter w) => WriteTime(ref w, value));
            return new MessagePackReader(Convert.FromHexString(hex)).ReadTime().EqualsExact(value);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void Crc32C_CheckValue_IsThatOfTheCatalogue() => Assert.Equal(
        0xE3069283, Crc32C.Finish(Crc32C.Add(Crc32C.Start, "123456789"u8)));

    private static void Nils(ref MessagePackWriter w, int count)
    {
        for (int i = 0; i < count; i++)
        {
            w.WriteNil();
        }
    }

    private static void WriteDecimal(ref MessagePackWriter w, decimal value)
    {
        Span<byte> bytes = stackalloc byte[MessagePackFormat.MaxDecimal];
        w.WriteExtension(MessagePackFormat.DecimalType, bytes[..MessagePackScalars.Write(value, bytes)]);
    }

    private static void WriteTime(ref MessagePackWriter w, DateTimeOffset value)
    {
        Span<byte> bytes = stackalloc byte[12];
        w.WriteExtension(MessagePackFormat.TimeType, bytes[..MessagePackScalars.Write(value, bytes)]);
    }

    /// <summary>The bytes of a value that is named by kind and text.</summary>
    internal static string Written(string value)
    {
        string text = value.Contains(' ', StringComparison.Ordinal)
            ? value[(value.IndexOf(' ', StringComparison.Ordinal) + 1)..]
            : string.Empty;
        return Hex((ref MessagePackWriter w) =>
        {
            switch (value.Split(' ')[0])
            {
                case "nil":
                    w.WriteNil();
                    break;
                case "true":
                    w.WriteBoolean(true);
                    break;
                case "false":
                    w.WriteBoolean(false);
                    break;
                case "int":
                    w.WriteInteger(long.Parse(text, CultureInfo.InvariantCulture));
                    break;
                case "text":
                    w.WriteText(text);
                    break;
                case "bytes":
                    w.WriteBytes(Convert.FromHexString(text));
                    break;
                case "decimal":
                    Assert.True(ExactDecimal.TryParse(text, out decimal number, out _));
                    WriteDecimal(ref w, number);
                    break;
                case "time":
                    WriteTime(ref w, DateTimeOffset.Parse(
                        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
                    break;
                default:
                    throw new ArgumentException("no kind", nameof(value));
            }
        });
    }

    /// <summary>The value of a kind, as its name, that bytes stand for.</summary>
    internal static string Read(string kind, string hex)
    {
        var reader = new MessagePackReader(Convert.FromHexString(hex));
        string value = kind switch
        {
            "nil" => reader.TryReadNil() ? "nil" : throw new PackFormatException(0, "no nil"),
            "bool" or "true" or "false" => reader.ReadBoolean() ? "true" : "false",
            "int" => $"int {reader.ReadInteger().ToString(CultureInfo.InvariantCulture)}",
            "text" => $"text {reader.ReadText()}",
            "bytes" => $"bytes {Convert.ToHexStringLower(reader.ReadBytes())}",
            "array" => $"array {reader.EnterArray().ToString(CultureInfo.InvariantCulture)}",
            "decimal" => Described(reader.ReadDecimal()),
            "time" => Described(reader.ReadTime()),
            _ => throw new ArgumentException("no kind", nameof(kind)),
        };
        Assert.True(reader.IsAtEnd);
        return value;
    }

    internal static string Described(decimal value) => $"decimal {ExactDecimal.Text(value)}";

    internal static string Described(DateTimeOffset value) =>
        $"time {value.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}";

    private static string Hex(Writes write)
    {
        // Small, so that it grows.
        var writer = new MessagePackWriter(stackalloc byte[4]);
        write(ref writer);
        string hex = Convert.ToHexStringLower(writer.Written);
        writer.Free();
        return hex;
    }

    private delegate void Writes(ref MessagePackWriter writer);
}
