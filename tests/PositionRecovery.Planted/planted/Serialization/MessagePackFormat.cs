namespace PositionRecovery;

/// <summary>The bytes of the MessagePack format that are used here, and the limits of what is read and written.
/// </summary>
internal static class MessagePackFormat
{
    internal const byte Nil = 0xC0;
    internal const byte False = 0xC2;
    internal const byte True = 0xC3;
    internal const byte Bin8 = 0xC4;
    internal const byte Bin16 = 0xC5;
    internal const byte Bin32 = 0xC6;
    internal const byte Ext8 = 0xC7;
    internal const byte Ext16 = 0xC8;
    internal const byte UInt8 = 0xCC;
    internal const byte UInt16 = 0xCD;
    internal const byte UInt32 = 0xCE;
    internal const byte UInt64 = 0xCF;
    internal const byte Int8 = 0xD0;
    internal const byte Int16 = 0xD1;
    internal const byte Int32 = 0xD2;
    internal const byte Int64 = 0xD3;
    internal const byte FixExt1 = 0xD4;
    internal const byte FixExt2 = 0xD5;
    internal const byte FixExt4 = 0xD6;
    internal const byte FixExt8 = 0xD7;
    internal const byte FixExt16 = 0xD8;
    internal const byte Str8 = 0xD9;
    internal const byte Str16 = 0xDA;
    internal const byte Array16 = 0xDC;
    internal const byte Array32 = 0xDD;
    internal const byte FixArray = 0x90;
    internal const byte FixStr = 0xA0;

    /// <summary>The length up to which a list has a header of one byte.</summary>
    internal const int MaxFixArray = 15;

    /// <summary>The length up to which a text has a header of one byte.</summary>
    internal const int MaxFixStr = 31;

    /// <summary>The bytes of any one text.</summary>
    internal const int MaxText = 4 * 1024;

    /// <summary>The bytes of any one byte string.</summary>
    internal const int MaxBytes = StrategySnapshot.MaxBytes;

    /// <summary>How deep lists may lie in lists; the deepest of ours have seven levels.</summary>
    internal const int MaxDepth = 16;

    /// <summary>The extension type that the format itself gives to points in time.</summary>
    internal const sbyte TimeType = -1;

    /// <summary>Our extension type for decimals: a byte with the scale (and the sign in bit 7), then the mantissa, big
    /// end first, without leading zeros.</summary>
    internal const sbyte DecimalType = 1;

    /// <summary>What a decimal takes at most: scale and sign, and 96 bits.</summary>
    internal const int MaxDecimal = 13;

    internal const int MaxScale = 28;

    internal const byte SignBit = 0x80;

    internal const int NanosecondsPerTick = 100;
}
