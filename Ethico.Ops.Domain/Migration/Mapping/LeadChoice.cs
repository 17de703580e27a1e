namespace Ethico.Ops.Domain.Migration;

/// <summary>Who a name in a lead's column is.</summary>
/// <param name="SourceValue">As the source writes it.</param>
/// <param name="Email">The user's address in the tenant; null: the fallback queue takes the cases.</param>
public sealed record LeadChoice(string SourceValue, string? Email);
