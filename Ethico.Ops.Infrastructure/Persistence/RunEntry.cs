namespace Ethico.Ops.Infrastructure.Persistence;

/// <summary>How a person comes in for a run.</summary>
internal enum RunEntry
{
    /// <summary>The entry is written on the way in, and the transaction is read-only.</summary>
    Look,

    /// <summary>Changes the run; a Read session suffices, since the door can write nothing else.</summary>
    Change,

    /// <summary>Makes the run: its id is not there yet.</summary>
    Begin,

    /// <summary>Hands out the import's key: Write mode at the click.</summary>
    ChangeInWriteMode,
}
