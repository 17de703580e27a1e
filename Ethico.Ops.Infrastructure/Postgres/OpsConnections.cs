namespace Ethico.Ops.Infrastructure.Postgres;

/// <param name="App">Connection string of the application's login, <c>ops_app</c>.</param>
/// <param name="Admin">Connection string of a login that may create roles, for migrations only; null where none is configured.</param>
internal sealed record OpsConnections(string App, string? Admin);
