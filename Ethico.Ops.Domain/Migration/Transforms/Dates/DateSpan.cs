using System.Runtime.InteropServices;

namespace Ethico.Ops.Domain.Migration;

/// <summary>First, last and future dates under one order.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct DateSpan
{
    public DateOnly? First { get; private set; }

    public DateOnly? Last { get; private set; }

    public int Future { get; private set; }

    public void Add(DateOnly? day, DateOnly today)
    {
        if (day is not { } known)
            return;
        if (First is null || known < First)
            First = known;
        if (Last is null || known > Last)
            Last = known;
        if (known > today)
            Future++;
    }
}
