using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Support;

/// <summary>The workspace's Users tab (support.md 4a).</summary>
[UseCase]
public sealed class TenantUsers(AccessGate gate, ITenantUsers users, IKeyedHashes hashes)
{
    [Needs(Permission.ViewCaseContent)]
    public async Task<Outcome<KeysetPage<UserRow>>> ListAsync(TenantKey key, UserQuery query, CancellationToken ct)
    {
        var size = PageSize.Held(query.PageSize);
        var mail = query.Filter.Check() is null ? query.Filter.TidyMail : null;
        var mailHash = mail is null ? null : hashes.OfMail(mail);
        var detail = query.Filter.ToDetail(mailHash);
        detail["size"] = size;
        detail["page"] = query.Cursor is null ? "first" : "next";
        var act = new AuditAct(AuditAction.ViewPerson) { EntityType = "UserList", Detail = detail };
        if (await gate.AskAsync(key.Caller, Permission.ViewCaseContent, act, tenant: null, ct) is { } refused)
            return refused;
        var cursor = UserCursor.Read(query.Cursor);
        var fault = query.Filter.Check() ?? cursor.Refusal ?? (mail is not null && mailHash is null ? SupportRefusals.MailKeyMissing : null);
        if (fault is not null)
            return await gate.RefuseAsync(key.Caller, act, fault, tenant: null, ct);
        return await users.ListAsync(key, act, query.Filter, mailHash, cursor.Value, size, ct);
    }
}
