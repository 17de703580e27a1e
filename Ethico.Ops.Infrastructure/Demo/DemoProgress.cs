namespace Ethico.Ops.Infrastructure.Demo;

/// <param name="Table">What is being written; null: everything is.</param>
/// <param name="Rows">Rows written so far.</param>
/// <param name="Of">Rows in all.</param>
internal readonly record struct DemoProgress(string? Table, long Rows, long Of);
