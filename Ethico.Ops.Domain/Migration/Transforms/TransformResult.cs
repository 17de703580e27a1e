using System.Runtime.InteropServices;

namespace Ethico.Ops.Domain.Migration;

/// <summary>The value a chain ended with and the faults met on the way, in order; no list is made while there are none.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TransformResult(TransformValue Value, IReadOnlyList<TransformFault>? Faults)
{
    /// <summary>An error among the faults: the value must not be stored.</summary>
    public bool IsFault
    {
        get
        {
            for (var i = 0; i < (Faults?.Count ?? 0); i++)
                if (Faults![i].Weight is FaultWeight.Error)
                    return true;
            return false;
        }
    }
}
