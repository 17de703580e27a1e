using Ethico.Ops.Infrastructure.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Ethico.Ops.Infrastructure.Persistence.Audit;

/// <param name="SigningKey"><c>Audit:SigningKey</c>: a PEM, or the path of one. Null: made once in <paramref name="KeepIn"/>.</param>
/// <param name="AnchorPath"><c>Audit:AnchorPath</c>: the file outside the database that every checkpoint is appended to.</param>
/// <param name="KeepIn">The portal's own folder.</param>
internal sealed record AuditOptions(string? SigningKey, string AnchorPath, string KeepIn)
{
    /// <exception cref="StartRefused">Outside Development, without both settings.</exception>
    public static AuditOptions From(IConfiguration configuration, IHostEnvironment environment)
    {
        var key = configuration["Audit:SigningKey"] is { Length: > 0 } givenKey ? givenKey : null;
        var anchor = configuration["Audit:AnchorPath"] is { Length: > 0 } givenPath ? givenPath : null;
        if (!environment.IsDevelopment() && key is null)
            throw new StartRefused("Audit:SigningKey is not set: give the portal an ECDSA P-256 key (a PEM, or the path of one), with which it signs the audit trail's checkpoints.");
        if (!environment.IsDevelopment() && anchor is null)
            throw new StartRefused("Audit:AnchorPath is not set: give the portal a file outside the database, to which it appends every checkpoint of the audit trail.");

        var keepIn = OpsPaths.DataPath(configuration, environment.ContentRootPath);
        return new AuditOptions(key, anchor is null ? Path.Combine(keepIn, "audit-anchor.jsonl") : Path.GetFullPath(anchor, environment.ContentRootPath), keepIn);
    }
}
