namespace Ethico.Ops.Infrastructure.Imports.Engine;

internal enum BatchEnd
{
    Written,
    Drifted,
    TooManyFailed,
}
