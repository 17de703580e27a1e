using System.Text.Json.Nodes;

namespace Ethico.Ops.Infrastructure.Persistence;

/// <summary>What a change answers: its result, and for the audit entry what was and what is (Public values; of others a keyed hash).</summary>
internal sealed record Change<T>(T Result, JsonObject? Before, JsonObject? After);
