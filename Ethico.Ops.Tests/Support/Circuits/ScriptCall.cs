namespace Ethico.Ops.Tests.Support.Circuits;

/// <summary>A call the server made into the browser.</summary>
internal sealed record ScriptCall(string Identifier, string Arguments);
