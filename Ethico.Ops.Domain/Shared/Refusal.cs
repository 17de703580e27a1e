namespace Ethico.Ops.Domain.Shared;

/// <summary>
/// Why something was not done: a stable code for tests and callers, and one sentence that says what is wrong and what to do.
/// The sentence never holds a name, an e-mail address or case text of a client.
/// </summary>
/// <param name="Code">Lower case with hyphens, stable.</param>
/// <param name="Sentence">For the person in front of the screen.</param>
/// <param name="Field">The input the sentence belongs to, where there is one.</param>
/// <param name="RetryAfter">When trying again makes sense, where waiting helps.</param>
public sealed record Refusal(string Code, string Sentence, string? Field = null, TimeSpan? RetryAfter = null);
