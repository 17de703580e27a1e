namespace Ethico.Ops.Domain.Access;

/// <summary>What a session may do. Write needs a second reason and ends by itself.</summary>
public enum SessionMode
{
    Read,
    Write,
}
