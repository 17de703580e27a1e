using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Ethico.Ops.Bench.Database;

/// <summary>Keeps what the stores send, so that the baseline runs the very statements and not a copy that ages.</summary>
internal sealed class CommandCapture : DbCommandInterceptor
{
    private readonly List<Statement> _seen = [];

    public IReadOnlyList<Statement> Take()
    {
        Statement[] taken = [.. _seen];
        _seen.Clear();
        return taken;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        _seen.Add(Statement.Of(command));
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        _seen.Add(Statement.Of(command));
        return base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
    }
}
