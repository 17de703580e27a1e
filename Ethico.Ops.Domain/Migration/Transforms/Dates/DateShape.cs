namespace Ethico.Ops.Domain.Migration;

internal enum DateShape
{
    None,
    YearFirst,
    Slashed,
    Dotted,
    Named,
    Serial,
}
