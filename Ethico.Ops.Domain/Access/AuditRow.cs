namespace Ethico.Ops.Domain.Access;

/// <summary>A row of the viewer: an entry, or several views of one entity within a minute.</summary>
/// <param name="Newest">The latest of them.</param>
/// <param name="Count">How many entries it stands for.</param>
/// <param name="FirstAt">The earliest of them; that of <paramref name="Newest"/> where it stands for one.</param>
public sealed record AuditRow(AuditLine Newest, int Count, DateTimeOffset FirstAt);
