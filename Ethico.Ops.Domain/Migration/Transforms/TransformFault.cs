namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// One rule a value broke on its way. The sentence names the value only where it is a date, a number or a code; addresses, phone
/// numbers and free text are never repeated in it.
/// </summary>
/// <param name="Code">A code of migration.md 8, see <see cref="TransformCodes"/>.</param>
/// <param name="Detail">One plain sentence for the finding's message.</param>
/// <param name="Suggestion">Text that, put in the cell's place, removes the fault; null where nothing can be proposed.</param>
public sealed record TransformFault(string Code, FaultWeight Weight, string Detail, string? Suggestion = null);
