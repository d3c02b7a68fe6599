using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Xunit.Abstractions;

namespace PositionRecovery.Tests.Serialization;

/// <summary>
/// Damaged rows and journal records, half of them with their checks and hashes made anew by somebody without the key:
/// none brings the reader down, none is taken for something that was written differently, and with a key none is taken
/// at all. <c>FUZZ_RECORDS</c> sets how many, <c>FUZZ_SEED</c> which.
/// </summary>
public sealed class MutationFuzzTests(ITestOutputHelper output)
{
    private const int UsualRecords = 200_000;

    /// <summary>What a reader may allocate for a row, beside a multiple of the row.</summary>
    private const int FewBytes = 64 * 1024;

    private const int TimesTheRow = 64;

    private static readonly byte[] ForgersKey = [.. Enumerable.Repeat((byte)7, 32)];

    private static readonly (RowKind Kind, string Key, object Content)[] Contents =
        [.. GoldenRows.Full, .. GoldenRows.Bare, .. Random(new AnyContent(new Random(4711)))];

    private static readonly long Records = Setting("FUZZ_RECORDS", UsualRecords);

    private static readonly ulong Seed = (ulong)Setting("FUZZ_SEED", 1);

    private readonly FuzzTally _tally = new();

    [Fact]
    public void TryDecode_DamagedRows_AreRefusedOrWrittenBackTheSame()
    {
        foreach (bool isKeyed in new[] { false, true })
        {
            var rows = new RowFuzz(isKeyed);
            for (long i = 0; i < Records / 4; i++)
            {
                Attempt(i, new Mutator((Seed * 1_000_003) + (ulong)i), rows.Run);
            }
        }

        Conclude("rows");
    }

    [Fact]
    public void TryDecodeEntry_DamagedRecords_AreRefusedOrWrittenBackTheSame()
    {
        foreach (bool isKeyed in new[] { false, true })
        {
            var records = new RecordFuzz(isKeyed);
            for (long i = 0; i < Records / 4; i++)
            {
                Attempt(i, new Mutator((Seed * 2_000_003) + (ulong)i), records.Run);
            }
        }

        Conclude("records");
    }

    private static long Setting(string name, long otherwise) =>
        long.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out long set)
            ? set
            : otherwise;

    private static IEnumerable<(RowKind, string, object)> Random(AnyContent any) =>
        Enumerable.Range(0, 3).SelectMany(_ => CodecFixtures.Contents.Select(c => (c.Key, "any", any.Make(c.Value))));

    private void Attempt(long index, Mutator mutator, Func<Mutator, (string Outcome, int Length)> run)
    {
        try
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            (string outcome, int length) = run(mutator);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            _tally.Add(outcome, allocated);
            Assert.True(allocated <= FewBytes + (TimesTheRow * (long)length), $"{allocated} bytes for {length}");
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException($"FUZZ_SEED={Seed}, mutant {index}: {fault.Message}", fault);
        }
    }

    private void Conclude(string what)
    {
        output.WriteLine($"{Records / 2:N0} damaged {what}, seed {Seed}:\n{_tally}");
        Assert.Equal(0, _tally.Of("keyed: taken"));
        Assert.NotEqual(0, _tally.Of("plain: taken"));
        Assert.NotEqual(0, _tally.Of("keyed: refused"));
    }

    private static string Outcome(bool isKeyed, RowDefect? defect) =>
        (isKeyed ? "keyed: " : "plain: ") + (defect is null ? "taken" : $"refused as {defect.Reason}");

    private static RecordFormat FormatOf(ReadOnlySpan<byte> payload) =>
        payload[0] == (byte)'{' ? RecordFormat.Json : RecordFormat.MessagePack;

    /// <summary>Damages rows and reads them.</summary>
    private sealed class RowFuzz(bool isKeyed)
    {
        private readonly StateCodec[] _codecs =
            [.. CodecFixtures.Formats.Select(f => CodecFixtures.Codec(f, isKeyed))];

        private readonly StateRow[] _rows =
        [
            .. from format in CodecFixtures.Formats
               from row in Contents
               select CodecFixtures.Codec(format, isKeyed).Encode(row.Kind, row.Key, row.Content, GoldenRows.Sequence),
        ];

        private readonly IdCache _ids = new();

        public (string Outcome, int Length) Run(Mutator mutator)
        {
            StateRow row = _rows[mutator.Below(_rows.Length)];
            ReadOnlySpan<byte> others = _rows[mutator.Below(_rows.Length)].Payload!.Value.Span;
            StateRow mutant = mutator.Below(2) == 0
                ? CodecFixtures.Row(row.Kind, row.Key, mutator.Damaged(row.Payload!.Value.Span, others))
                : Forged(mutator, row, others);
            int length = mutant.Payload!.Value.Length;
            if (!_codecs[0].TryDecode(mutant, _ids, out object? content, out long sequence, out RowDefect? defect))
            {
                return (Outcome(isKeyed, defect), length);
            }

            if (mutant.Key == row.Key && mutant.Payload!.Value.Span.SequenceEqual(row.Payload!.Value.Span))
            {
                return ("unchanged", length);
            }

            StateCodec writer = _codecs[(int)FormatOf(mutant.Payload!.Value.Span) - 1];
            byte[] again = writer.Encode(mutant.Kind, mutant.Key, content, sequence).Bytes();
            return again.AsSpan().SequenceEqual(mutant.Payload!.Value.Span)
                ? (Outcome(isKeyed, null), length * 8)
                : throw new InvalidOperationException($"{mutant.Kind} {Convert.ToHexString(mutant.Bytes())}");
        }

        /// <summary>A row changed by somebody who knows the form and has no key.</summary>
        private StateRow Forged(Mutator mutator, StateRow row, ReadOnlySpan<byte> others)
        {
            ReadOnlySpan<byte> payload = row.Payload!.Value.Span;
            bool isJson = FormatOf(payload) == RecordFormat.Json;
            int check = (isKeyed ? 32 : 4) is var length && isJson ? (length * 2) + 12 : length + 2;
            byte[] damaged = mutator.Damaged(payload[..^check], others);
            var place = new byte[RowCheck.PlaceLength(row.Key)];
            RowCheck.WritePlace(row.Kind, row.Key, place);
            byte[] bound = [.. place, .. damaged];
            byte[] made = new byte[4];
            if (mutator.Below(4) == 0)
            {
                made = HMACSHA256.HashData(ForgersKey, bound);
            }
            else
            {
                BinaryPrimitives.WriteUInt32BigEndian(made, Crc32C.Finish(Crc32C.Add(Crc32C.Start, bound)));
            }

            byte[] tail = isJson
                ? Encoding.ASCII.GetBytes($",\"check\":\"{Convert.ToHexStringLower(made)}\"}}")
                : [0xC4, (byte)made.Length, .. made];
            return CodecFixtures.Row(row.Kind, row.Key, [.. damaged, .. tail]);
        }
    }

    /// <summary>Damages journal records, verifies and reads them.</summary>
    private sealed class RecordFuzz(bool isKeyed)
    {
        private static readonly JournalAnchor Before = JournalAnchor.Beginning(new("desk-7"));

        private readonly byte[] _key = isKeyed ? CodecFixtures.Key : [];

        private readonly StateCodec[] _codecs = [.. CodecFixtures.Formats.Select(f => CodecFixtures.Codec(f))];

        private readonly byte[][] _payloads =
        [
            .. from format in CodecFixtures.Formats
               from entry in GoldenRows.Entries
               select CodecFixtures.Codec(format).EncodeEntry(entry).ToArray(),
        ];

        private readonly IdCache _ids = new();

        public (string Outcome, int Length) Run(Mutator mutator)
        {
            byte[] payload = _payloads[mutator.Below(_payloads.Length)];
            byte[] others = _payloads[mutator.Below(_payloads.Length)];
            byte[] damaged = mutator.Damaged(payload, others);
            bool isForged = mutator.Below(2) == 0;
            byte[] forgersKey = mutator.Below(4) == 0 ? ForgersKey : [];
            var hash = new byte[32];
            HashChain.Next(Before.Hash.Span, 1, isForged ? damaged : payload, isForged ? forgersKey : _key, hash);
            var record = new JournalRecord { Sequence = 1, Payload = damaged, Hash = hash };
            bool isChained = JournalVerifier.After(Before, null, _key).Add(record);

            // Read also what the chain refuses: a person may want to look at it.
            StateCodec.TryDecodeEntry(record, _ids, out JournalEntry? entry, out RowDefect? defect);
            if (entry is not null
                && !_codecs[(int)FormatOf(damaged) - 1].EncodeEntry(entry).Span.SequenceEqual(damaged))
            {
                throw new InvalidOperationException(Convert.ToHexString(damaged));
            }

            int length = damaged.Length * 8;
            return damaged.AsSpan().SequenceEqual(payload) ? ("unchanged", length)
                : isChained ? (Outcome(isKeyed, defect), length)
                : (isKeyed ? "keyed: refused by the chain" : "plain: refused by the chain", length);
        }
    }
}
