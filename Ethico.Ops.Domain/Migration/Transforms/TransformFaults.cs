using System.Runtime.InteropServices;

namespace Ethico.Ops.Domain.Migration;

/// <summary>The faults of one value while it is being made; allocates with the first.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct TransformFaults
{
    private List<TransformFault>? list;

    public readonly IReadOnlyList<TransformFault>? List => list;

    public void Add(TransformFault fault) => (list ??= []).Add(fault);

    public void Error(string code, string detail, string? suggestion = null) => Add(new(code, FaultWeight.Error, detail, suggestion));

    public void Warning(string code, string detail, string? suggestion = null) => Add(new(code, FaultWeight.Warning, detail, suggestion));
}
