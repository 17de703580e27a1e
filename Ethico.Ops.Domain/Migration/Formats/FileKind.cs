namespace Ethico.Ops.Domain.Migration;

/// <summary>The kinds of file the wizard reads (migration.md 4.1). The content decides, the extension is a hint.</summary>
public enum FileKind
{
    Delimited,
    Xlsx,
    Json,
    NdJson,
}
