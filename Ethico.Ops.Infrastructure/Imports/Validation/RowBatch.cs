using Ethico.Ops.Infrastructure.Persistence;

namespace Ethico.Ops.Infrastructure.Imports.Validation;

/// <summary>Some thousand rows on their way to the database. Used again and again.</summary>
internal sealed class RowBatch
{
    public CopyBuffer Rows { get; } = new();

    public CopyBuffer People { get; } = new();

    public CopyBuffer Investigations { get; } = new();

    public CopyBuffer Findings { get; } = new();

    public List<GroupCount> Groups { get; } = [];

    public int RowsSoFar { get; set; }

    public int OpenErrors { get; set; }

    public int OpenInfos { get; set; }

    public void Clear()
    {
        Rows.Clear();
        People.Clear();
        Investigations.Clear();
        Findings.Clear();
        Groups.Clear();
    }
}
