namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>Both files of a review about to be kept.</summary>
public sealed record QbrMade(byte[] Html, byte[] Pdf);
