namespace Ethico.Ops.Domain.Migration;

/// <summary>One person in charge as the source names them.</summary>
/// <param name="SourceValue">Null: masked until revealed. "" is blank.</param>
/// <param name="Choice">What a person chose; null: by the rules.</param>
public sealed record LeadLine(int Number, string? SourceValue, int Count, LeadFound Found, LeadChoice? Choice);
