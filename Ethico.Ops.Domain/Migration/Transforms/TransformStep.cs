namespace Ethico.Ops.Domain.Migration;

/// <summary>One compiled step: value in, value out, what is wrong added to the faults. Never an exception.</summary>
internal delegate TransformValue TransformStep(TransformValue value, ReadOnlySpan<string> row, ref TransformFaults faults);
