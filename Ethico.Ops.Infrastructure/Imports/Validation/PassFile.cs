using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Imports.Validation;

/// <summary>One file of the run, to be read once.</summary>
/// <param name="Position">From 1, the order the files are read in.</param>
/// <param name="Order">Where each of the mapping's columns lies in this file; null: in the same order.</param>
internal sealed record PassFile(int Position, FileFormat Format, Func<Stream> Open, int[]? Order);
