namespace Ethico.Ops.Infrastructure.Postgres;

/// <param name="Name">Its path below Sql, with forward slashes.</param>
/// <param name="Text">The statements.</param>
internal sealed record SqlFile(string Name, string Text);
