namespace Ethico.Ops.Domain.Migration;

/// <summary>Why a job failed, stopped or paused, in a sentence without a word of the client's.</summary>
public sealed record RunCause(string Code, string Sentence)
{
    public const int CodeMost = 60;
    public const int SentenceMost = 500;
}
