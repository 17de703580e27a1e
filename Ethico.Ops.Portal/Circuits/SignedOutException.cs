namespace Ethico.Ops.Portal.Circuits;

/// <summary>
/// An act came after its sign-in was over. What was typed stays on the screen until the sign-in page takes its place. The act is cancelled
/// and nothing has failed: a component that asks while its circuit is led out must not end the circuit before that.
/// </summary>
public sealed class SignedOutException() : OperationCanceledException("You are signed out. Sign in again to go on.");
