namespace Ethico.Ops.Domain.Migration;

/// <summary>Why a job failed, stopped or paused, in a sentence without a word of the client's.</summary>
public sealed record RunCause(string Code, string Sentence)
{
    public const int CodeMost = 60;
    public const int SentenceMost = 500;

    public static RunCause Idle { get; } = new("idle", "Given up: nobody did anything to this run for 30 days.");

    public static RunCause Lapsed { get; } = new("lapsed", "The request to roll back lapsed: nobody approved it in time, or its preview changed.");
}
