namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>What the client gets, to the byte.</summary>
/// <param name="Hash">SHA-256 of it; finalizing asks for it back.</param>
public sealed record QbrPreview(string Html, string Hash);
