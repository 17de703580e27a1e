using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Access;

internal sealed class PreferenceStore(OpsDatabase database) : IPreferences
{
    public Task<Outcome<Preference>> FindAsync(OperatorId who, CancellationToken ct) =>
        database.PortalAsync(
            async (context, token) =>
            {
                var row = (await context.Database.SqlQuery<PreferenceRow>(
                    $"select p.theme, p.single_keys from access.preference p where p.operator_id = {who.Value}").ToListAsync(token)).SingleOrDefault();
                return Outcome.Of(row is null ? Preference.Default : new Preference(row.Theme switch { "light" => Theme.Light, "dark" => Theme.Dark, _ => Theme.System }, row.SingleKeys));
            },
            ct);

    public Task<Outcome<Done>> KeepAsync(OperatorId who, Preference preference, CancellationToken ct)
    {
        var theme = preference.Theme switch { Theme.Light => "light", Theme.Dark => "dark", _ => null };
        return database.PortalAsync(
            async (context, token) =>
            {
                await context.Database.ExecuteSqlAsync(
                    $"""
                    insert into access.preference (operator_id, theme, single_keys) values ({who.Value}, {theme}, {preference.SingleKeys})
                    on conflict (operator_id) do update set theme = excluded.theme, single_keys = excluded.single_keys
                    """,
                    token);
                return Outcome.Done;
            },
            ct);
    }

    internal sealed record PreferenceRow(string? Theme, bool SingleKeys);
}
