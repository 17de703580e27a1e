using System.Globalization;
using Ethico.Ops.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Imports.Engine;

internal static class EngineSql
{
    /// <summary>A stretch of a big run may take longer than a screen's question; for this transaction.</summary>
    public static Task AllowAsync(this OpsDbContext context, TimeSpan span, CancellationToken ct)
    {
        // The server ends it first, with a state; the client's own clock is only for a server that fell silent.
        context.Database.SetCommandTimeout(span + TimeSpan.FromSeconds(5));
        return context.Database.ExecuteSqlAsync(
            $"select set_config('statement_timeout', {span.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture)}, true)", ct);
    }
}
