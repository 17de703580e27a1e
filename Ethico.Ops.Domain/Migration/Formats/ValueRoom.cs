namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// How many characters of values all columns of a file may keep together, so that the profile fits a document of the run; beyond it
/// values are counted, not listed.
/// </summary>
internal sealed class ValueRoom
{
    private const int Overhead = 32;

    private long left = 8L << 20;

    public bool Take(int length)
    {
        left -= length + Overhead;
        return left >= 0;
    }
}
