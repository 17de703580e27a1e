namespace Ethico.Ops.Tests.Support.Circuits;

/// <summary>What the server said when a call was done: a handler that ran to its end, or why not.</summary>
internal sealed record DispatchReply(bool Succeeded, string Text);
