using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Imports.Validation;

/// <summary>Counts per rule and column, exact; and which findings are kept one by one: the first 10,000 of each (migration.md 4.4).</summary>
internal sealed class FindingBook
{
    public const int KeptMost = 10_000;

    private readonly Dictionary<int, (int Total, int Open)> groups = [];

    public IEnumerable<GroupCount> Groups => groups.Select(g => new GroupCount(new FindingMark(g.Key), g.Value.Total, g.Value.Open));

    public int OpenErrors { get; private set; }

    public int OpenInfos { get; private set; }

    public static FindingBook From(IEnumerable<GroupCount> counts)
    {
        var book = new FindingBook();
        foreach (var count in counts)
            book.groups[count.Mark.Value] = (count.Total, count.Open);
        return book;
    }

    /// <summary>Counts one; answers whether it is to be kept.</summary>
    public bool Count(int mark, Severity severity, bool isOpen)
    {
        var (total, open) = groups.GetValueOrDefault(mark);
        groups[mark] = (total + 1, open + (isOpen ? 1 : 0));
        if (isOpen && severity is Severity.Error)
            OpenErrors++;
        else if (isOpen && severity is Severity.Info)
            OpenInfos++;
        return total < KeptMost;
    }

    /// <summary>One that was counted as open is left out with its row.</summary>
    public void Close(int mark)
    {
        var (total, open) = groups[mark];
        groups[mark] = (total, open - 1);
    }
}
