using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Support;

internal sealed class UserStore(OpsDatabase database) : ITenantUsers
{
    public Task<Outcome<KeysetPage<UserRow>>> ListAsync(
        TenantKey key, AuditAct act, UserFilter filter, byte[]? mailHash, AccountId? after, int size, CancellationToken ct) =>
        database.TenantAsync(
            key,
            act,
            async (context, token) =>
            {
                var rows = await context.Database.SqlQuery<Row>(Page(filter, mailHash, after, size + 1)).ToListAsync(token);
                var total = (await context.Database.SqlQuery<long>(Count(filter, mailHash)).ToListAsync(token)).Single();
                IReadOnlyList<UserRow> shown = [.. rows.Take(size).Select(r => r.ToUser())];
                return Outcome.Of(new KeysetPage<UserRow>(shown, rows.Count > size ? UserCursor.Write(shown[^1].Id) : null, total));
            },
            ct);

    // By primary key, backwards: newest first.
    private static FormattableString Page(UserFilter filter, byte[]? mailHash, AccountId? after, int limit)
    {
        var sql = new SqlText().Add(
            $"""
            select a.id, access.mask_name(a.display_name) as name_masked, access.mask_email(a.email) as mail_masked, a.role, a.status,
                a.last_sign_in_at, a.last_sign_in_method, a.second_factor, a.may_handle_cases, a.absent_until,
                num_nonnulls(a.employee_id, a.job_title, a.manager_id) > 0 as has_employment
            from platform.accounts a
            where true
            """);
        Conditions(sql, filter, mailHash);
        sql.AddIf(after is not null, $"and a.id < {after?.Value}");
        return sql.Add($"order by a.organization_id desc, a.id desc limit {limit}").Done();
    }

    private static FormattableString Count(UserFilter filter, byte[]? mailHash)
    {
        var sql = new SqlText().Add($"""select count(*) as "Value" from platform.accounts a where true""");
        Conditions(sql, filter, mailHash);
        return sql.Done();
    }

    private static void Conditions(SqlText sql, UserFilter filter, byte[]? mailHash)
    {
        string[] roles = [.. filter.Roles.Select(r => r.Stored())];
        string[] statuses = [.. filter.Statuses.Select(s => s.Stored())];
        sql.AddIf(roles.Length > 0, $"and a.role = any ({roles})")
            .AddIf(statuses.Length > 0, $"and a.status = any ({statuses})")
            .AddIf(mailHash is not null, $"and a.email_hash = {mailHash}");
    }

    private sealed record Row(
        Guid Id, string NameMasked, string MailMasked, string Role, string Status, DateTimeOffset? LastSignInAt, string? LastSignInMethod,
        string SecondFactor, bool MayHandleCases, DateOnly? AbsentUntil, bool HasEmployment)
    {
        public UserRow ToUser() => new(
            new(Id),
            NameMasked,
            MailMasked,
            PlatformCodes.Read<AccountRole>(Role),
            PlatformCodes.Read<AccountStatus>(Status),
            LastSignInAt,
            PlatformCodes.ReadOptional<SignInMethod>(LastSignInMethod),
            PlatformCodes.Read<SecondFactor>(SecondFactor),
            MayHandleCases,
            AbsentUntil,
            HasEmployment ? [RevealGroup.Identity, RevealGroup.Contact, RevealGroup.Employment] : [RevealGroup.Identity, RevealGroup.Contact]);
    }
}
