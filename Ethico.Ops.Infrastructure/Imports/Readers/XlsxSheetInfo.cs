namespace Ethico.Ops.Infrastructure.Imports.Readers;

internal sealed record XlsxSheetInfo(string Name, string Part, bool IsHidden);
