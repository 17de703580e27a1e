using System.Runtime.InteropServices;

namespace Ethico.Ops.Domain.Migration;

/// <summary>How many digits stand in each group of a number; the first four are kept apart, the rest only summed.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct DigitGroups
{
    private int count;
    private int first;
    private int second;
    private int third;
    private int fourth;

    public int Digits { get; private set; }

    /// <summary>Day, month and year, a time perhaps behind.</summary>
    public readonly bool IsDate => count >= 3 && first <= 2 && second <= 2 && third is 2 or 4;

    public void Add(int digits)
    {
        switch (count++)
        {
            case 0: first = digits; break;
            case 1: second = digits; break;
            case 2: third = digits; break;
            case 3: fourth = digits; break;
        }

        // Enough to be no phone number; a megabyte of digits must not overflow.
        Digits = Math.Min(Digits + Math.Min(digits, 1_000), 1_000);
    }

    public readonly bool Is(int a, int b) => count == 2 && first == a && second == b;

    public readonly bool Is(int a, int b, int c) => count == 3 && first == a && second == b && third == c;

    public readonly bool Is(int a, int b, int c, int d) => count == 4 && first == a && second == b && third == c && fourth == d;
}
