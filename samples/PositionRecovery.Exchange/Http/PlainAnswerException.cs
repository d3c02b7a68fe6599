namespace PositionRecovery.Exchange;

/// <summary>An answer that is no JSON: what stands before an exchange says when it is in trouble.</summary>
internal sealed class PlainAnswerException(int status, string text) : Exception(text)
{
    internal int Status => status;
}
