namespace PositionRecovery.Tests.Journal;

public sealed class JournalVerifierTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Verify_WhatWasWritten_IsIntact(bool isKeyed)
    {
        JournalVerification found = SampleJournal.Verify(isKeyed, SampleJournal.Records(isKeyed));
        Assert.True(found.IsIntact, found.Explanation);
        Assert.Null(found.FirstBadSequence);
        Assert.Equal(SampleJournal.AnchorAt(isKeyed, SampleJournal.Length), found.Reached);
    }

    [Fact]
    public void Verify_EmptyJournal_ReachesTheBeginning()
    {
        JournalVerification found = SampleJournal.Verify(isKeyed: true, [], anchor: 0);
        Assert.True(found.IsIntact);
        Assert.Equal(JournalAnchor.Beginning(SampleJournal.Trader), found.Reached);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Next_EverySingleBitFlippedInARecord_GivesAnotherHash(bool isKeyed)
    {
        byte[] previous = JournalAnchor.Beginning(SampleJournal.Trader).Hash.ToArray();
        foreach (JournalRecord record in SampleJournal.Records(isKeyed))
        {
            byte[] hash = record.Hash.ToArray();
            byte[] payload = record.Payload.ToArray();
            for (int bit = 0; bit < payload.Length * 8; bit++)
            {
                payload[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.False(Holds(isKeyed, previous, record.Sequence, payload, hash));
                payload[bit / 8] ^= (byte)(1 << (bit % 8));
            }

            for (int bit = 0; bit < 64; bit++)
            {
                Assert.False(Holds(isKeyed, previous, record.Sequence ^ (1L << bit), payload, hash));
            }

            Assert.True(Holds(isKeyed, previous, record.Sequence, payload, hash));
            previous = hash;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Add_EverySingleBitFlippedInAHash_IsFoundAtThatRecord(bool isKeyed)
    {
        JournalRecord[] records = SampleJournal.Records(isKeyed);
        for (int at = 0; at < records.Length; at += 10)
        {
            for (int bit = 0; bit < 256; bit++)
            {
                JournalVerifierRun run = JournalVerifier.After(
                    SampleJournal.AnchorAt(isKeyed, at), null, SampleJournal.KeyOf(isKeyed));
                Assert.False(run.Add(records[at] with { Hash = Flipped(records[at].Hash, bit) }));
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Verify_SampledBitFlipsOverTheWholeChain_NameTheRecord(bool isKeyed)
    {
        JournalRecord[] records = SampleJournal.Records(isKeyed);
        for (int sample = 0; sample < 1_000; sample++)
        {
            int at = (sample * 7919) % records.Length;
            int bit = (sample * 104_729) % ((records[at].Payload.Length + 32) * 8);
            JournalVerification found = SampleJournal.Verify(isKeyed, With(records, at, Flipped(records[at], bit)));
            Assert.Equal(JournalFault.Edited, found.Fault);
            Assert.Equal(at + 1, found.FirstBadSequence);
            Assert.Equal(at, found.Reached.Sequence);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Verify_EveryDeletion_IsFound(bool isKeyed)
    {
        JournalRecord[] records = SampleJournal.Records(isKeyed);
        for (int at = 0; at < records.Length; at++)
        {
            JournalVerification found = VerifyAround(isKeyed, at, Without(records, at));
            Assert.Equal(at == records.Length - 1 ? JournalFault.Truncated : JournalFault.Gap, found.Fault);
            Assert.Equal(at + 1, found.FirstBadSequence);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Verify_EveryDeletionWithTheRestMovedUp_IsFound(bool isKeyed)
    {
        JournalRecord[] records = SampleJournal.Records(isKeyed);
        for (int at = 0; at < records.Length; at++)
        {
            IEnumerable<JournalRecord> moved = Renumbered(Without(records, at));
            JournalVerification found = VerifyAround(isKeyed, at, moved);
            Assert.Equal(at == records.Length - 1 ? JournalFault.Truncated : JournalFault.Edited, found.Fault);
            Assert.Equal(at + 1, found.FirstBadSequence);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Verify_EveryAdjacentSwap_IsFound(bool isKeyed)
    {
        JournalRecord[] records = SampleJournal.Records(isKeyed);
        for (int at = 0; at + 1 < records.Length; at++)
        {
            JournalVerification found = VerifyAround(isKeyed, at, Swapped(records, at));
            Assert.Equal(JournalFault.OutOfOrder, found.Fault);
            Assert.Equal(at + 1, found.FirstBadSequence);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Verify_EveryAdjacentSwapUnderTheOldNumbers_IsFound(bool isKeyed)
    {
        JournalRecord[] records = SampleJournal.Records(isKeyed);
        for (int at = 0; at + 1 < records.Length; at++)
        {
            IEnumerable<JournalRecord> hidden = Renumbered(Swapped(records, at));
            JournalVerification found = VerifyAround(isKeyed, at, hidden);
            Assert.Equal(JournalFault.Edited, found.Fault);
            Assert.Equal(at + 1, found.FirstBadSequence);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Verify_EveryTruncationBeforeTheAnchor_IsFound(bool isKeyed)
    {
        JournalRecord[] records = SampleJournal.Records(isKeyed);
        for (int kept = 0; kept < records.Length; kept++)
        {
            JournalVerification found = VerifyAround(isKeyed, kept, records.Take(kept));
            Assert.Equal(JournalFault.Truncated, found.Fault);
            Assert.Equal(kept + 1, found.FirstBadSequence);
        }
    }

    [Fact]
    public void Verify_TruncationWithoutAnAnchor_CannotBeSeen() =>
        Assert.True(SampleJournal.Verify(isKeyed: true, SampleJournal.Records(true).Take(10), anchor: null).IsIntact);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(500)]
    [InlineData(999)]
    public void Verify_EveryRecordThereTwice_IsFound(int at)
    {
        JournalRecord[] records = SampleJournal.Records(true);
        JournalVerification found = SampleJournal.Verify(
            isKeyed: true, [.. records[..(at + 1)], records[at], .. records[(at + 1)..]]);
        Assert.Equal(JournalFault.Duplicate, found.Fault);
        Assert.Equal(at + 1, found.FirstBadSequence);
    }

    [Fact]
    public void Verify_RecordAppendedWithoutTheKey_IsNotKeyed()
    {
        JournalRecord[] records = SampleJournal.Records(true);
        var hash = new byte[32];
        HashChain.Next(records[^1].Hash.Span, 1_001, [1, 2, 3], [], hash);
        JournalVerification found = SampleJournal.Verify(
            isKeyed: true, [.. records, new() { Sequence = 1_001, Payload = new byte[] { 1, 2, 3 }, Hash = hash }]);
        Assert.Equal(JournalFault.NotKeyed, found.Fault);
        Assert.Equal(1_001, found.FirstBadSequence);
    }

    [Fact]
    public void Verify_JournalMadeAnewWithoutAKey_DisagreesWithTheAnchor()
    {
        JournalRecord[] forged = SampleJournal.Chain(
            SampleJournal.Trader, [], SampleJournal.Records(false).Select(static r => r.Payload).Skip(1));
        JournalVerification found = SampleJournal.Verify(isKeyed: false, forged, anchor: 500);
        Assert.Equal(JournalFault.AnchorMismatch, found.Fault);
        Assert.Equal(500, found.FirstBadSequence);
    }

    [Fact]
    public void Verify_JournalMadeAnewWithAnotherKey_IsFoundAtTheFirstRecord()
    {
        JournalRecord[] forged = SampleJournal.Make(SampleJournal.Trader, [.. SampleJournal.Key.Reverse()]);
        JournalVerification found = SampleJournal.Verify(isKeyed: true, forged);
        Assert.Equal(JournalFault.Edited, found.Fault);
        Assert.Equal(1, found.FirstBadSequence);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Verify_JournalOfAnotherTrader_IsFoundAtTheFirstRecord(bool isKeyed)
    {
        JournalRecord[] others = SampleJournal.Make(new("desk-8"), SampleJournal.KeyOf(isKeyed));
        JournalVerification found = SampleJournal.Verify(isKeyed, others, anchor: null);
        Assert.Equal(JournalFault.Edited, found.Fault);
        Assert.Equal(1, found.FirstBadSequence);
        Assert.Contains("another trader", found.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_AnchorOfAnotherTrader_IsRefused()
    {
        JournalVerification found = JournalVerifier.Verify(
            SampleJournal.Trader,
            SampleJournal.Records(true),
            JournalAnchor.Beginning(new("desk-8")),
            SampleJournal.Key);
        Assert.Equal(JournalFault.WrongTrader, found.Fault);
        Assert.Equal(0, found.Reached.Sequence);
    }

    [Theory]
    [InlineData(0, 32)]
    [InlineData(-1, 32)]
    [InlineData(1, 31)]
    [InlineData(1, 0)]
    public void Add_RecordWithoutAProperSequenceOrHash_IsMalformed(long sequence, int hashLength)
    {
        var record = new JournalRecord { Sequence = sequence, Payload = new byte[1], Hash = new byte[hashLength] };
        Assert.Equal(JournalFault.Malformed, SampleJournal.Verify(false, [record], anchor: null).Fault);
    }

    [Fact]
    public void After_PlaceThatIsRight_VerifiesTheRest()
    {
        JournalVerifierRun run = JournalVerifier.After(
            SampleJournal.AnchorAt(true, 700), SampleJournal.AnchorAt(true, 900), SampleJournal.Key);
        Assert.All(SampleJournal.Records(true)[700..], record => Assert.True(run.Add(record)));
        Assert.True(run.Finish().IsIntact);
    }

    [Fact]
    public void After_PlaceWithAnotherHash_DisagreesWithTheAnchorThere()
    {
        JournalAnchor wrong = SampleJournal.AnchorAt(true, 700) with { Hash = new byte[32] };
        JournalVerifierRun run = JournalVerifier.After(wrong, SampleJournal.AnchorAt(true, 700), SampleJournal.Key);
        Assert.Equal(JournalFault.AnchorMismatch, run.Finish().Fault);
    }

    [Fact]
    public void After_AnchorBeforeTheStart_IsRefused() =>
        Assert.Throws<ArgumentException>(() => JournalVerifier.After(
            SampleJournal.AnchorAt(true, 700), SampleJournal.AnchorAt(true, 699), SampleJournal.Key));

    [Fact]
    public void ToString_OfWhatHoldsAKey_DoesNotShowIt()
    {
        byte[] key = "a-canary-that-must-not-be-shown!"u8.ToArray();
        string[] texts =
        [
            JournalVerifier.Begin(SampleJournal.Trader, null, key).ToString()!,
            new StateCodec(RecordFormat.MessagePack, key).ToString()!,
            JournalVerifier.Verify(SampleJournal.Trader, SampleJournal.Records(true), null, key).ToString(),
        ];
        Assert.DoesNotContain(texts, t => t.Contains("canary", StringComparison.Ordinal)
            || t.Contains(Convert.ToHexString(key), StringComparison.OrdinalIgnoreCase)
            || t.Contains(Convert.ToBase64String(key), StringComparison.Ordinal));
    }

    [Fact]
    public void Genesis_KnownTrader_IsTheHashOfTitleAndTrader()
    {
        byte[] expected = System.Security.Cryptography.SHA256.HashData("PositionRecovery journal 1desk-7"u8);
        Assert.Equal(expected, JournalAnchor.Beginning(SampleJournal.Trader).Hash.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(983)]
    [InlineData(984)]
    [InlineData(985)]
    [InlineData(100_000)]
    public void Next_PayloadOfAnyLength_IsTheHashOfItsParts(int length)
    {
        byte[] previous = [.. Enumerable.Range(0, 32).Select(static i => (byte)i)];
        byte[] payload = [.. Enumerable.Range(0, length).Select(static i => (byte)(i * 31))];
        byte[] text = [.. previous, 0, 0, 0, 0, 0, 1, 2, 3, .. payload];
        var hash = new byte[32];
        HashChain.Next(previous, 0x010203, payload, [], hash);
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(text), hash);
        HashChain.Next(previous, 0x010203, payload, SampleJournal.Key, hash);
        Assert.Equal(System.Security.Cryptography.HMACSHA256.HashData(SampleJournal.Key, text), hash);
    }

    /// <summary>Verifies from shortly before the place where something is wrong: what comes before is as it was.
    /// </summary>
    private static JournalVerification VerifyAround(bool isKeyed, int at, IEnumerable<JournalRecord> records)
    {
        int start = Math.Max(0, at - 2);
        JournalVerifierRun run = JournalVerifier.After(
            SampleJournal.AnchorAt(isKeyed, start),
            SampleJournal.AnchorAt(isKeyed, SampleJournal.Length),
            SampleJournal.KeyOf(isKeyed));
        foreach (JournalRecord record in records.Skip(start))
        {
            run.Add(record);
        }

        return run.Finish();
    }

    /// <summary>What a verifier does with one record, without the words.</summary>
    private static bool Holds(bool isKeyed, byte[] previous, long sequence, byte[] payload, byte[] hash)
    {
        Span<byte> made = stackalloc byte[32];
        HashChain.Next(previous, sequence, payload, isKeyed ? SampleJournal.Key : [], made);
        return made.SequenceEqual(hash);
    }

    /// <summary>The payload's bits, then the hash's.</summary>
    private static JournalRecord Flipped(JournalRecord record, int bit) => bit < record.Payload.Length * 8
        ? record with { Payload = Flipped(record.Payload, bit) }
        : record with { Hash = Flipped(record.Hash, bit - (record.Payload.Length * 8)) };

    private static byte[] Flipped(ReadOnlyMemory<byte> bytes, int bit)
    {
        byte[] flipped = bytes.ToArray();
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        return flipped;
    }

    private static JournalRecord[] With(JournalRecord[] records, int at, JournalRecord record)
    {
        JournalRecord[] changed = [.. records];
        changed[at] = record;
        return changed;
    }

    private static IEnumerable<JournalRecord> Without(JournalRecord[] records, int at) =>
        records.Take(at).Concat(records.Skip(at + 1));

    private static IEnumerable<JournalRecord> Renumbered(IEnumerable<JournalRecord> records) =>
        records.Select(static (r, i) => r with { Sequence = i + 1 });

    private static JournalRecord[] Swapped(JournalRecord[] records, int at)
    {
        JournalRecord[] swapped = [.. records];
        (swapped[at], swapped[at + 1]) = (swapped[at + 1], swapped[at]);
        return swapped;
    }
}
