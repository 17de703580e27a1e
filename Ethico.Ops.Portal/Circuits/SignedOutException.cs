namespace Ethico.Ops.Portal.Circuits;

/// <summary>An act came after its sign-in was over. What was typed stays on the screen until the sign-in page takes its place.</summary>
public sealed class SignedOutException() : Exception("You are signed out. Sign in again to go on.");
