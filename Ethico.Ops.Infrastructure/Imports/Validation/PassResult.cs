namespace Ethico.Ops.Infrastructure.Imports.Validation;

internal sealed record PassResult(int Rows, int OpenErrors);
