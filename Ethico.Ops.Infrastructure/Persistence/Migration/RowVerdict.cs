using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>What other rows, or the tenant's own records, make of a staged row.</summary>
internal sealed class RowVerdict(int row)
{
    public int Row { get; } = row;

    public long Line { get; set; }

    public bool IsSkipped { get; set; }

    public List<Rule> Broken { get; } = [];

    public int? MergedInto { get; set; }

    public string? SkipCode { get; set; }
}
