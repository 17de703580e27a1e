using System.Diagnostics.CodeAnalysis;
using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Imports.Readers;

/// <summary>
/// Ends the enumeration of a file that cannot be read on. Whoever enumerates turns the fault into a refusal: an iterator has no
/// other way to say no in the middle.
/// </summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "It always carries its fault.")]
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "It never leaves this assembly.")]
internal sealed class UnreadableSourceException(SourceFault fault) : Exception(fault.Refusal.Code)
{
    public SourceFault Fault { get; } = fault;

    /// <param name="number">From 1.</param>
    /// <param name="files">How many the run has; of one only, it goes without saying.</param>
    public UnreadableSourceException InFile(int number, int files) => files == 1 ? this : new(Fault.InFile(number));
}
