namespace Ethico.Ops.Infrastructure.Postgres;

/// <param name="Superuser">Of <c>postgres</c>, for migrations.</param>
/// <param name="App">Of <c>ops_app</c>.</param>
internal sealed record LocalPasswords(string Superuser, string App);
