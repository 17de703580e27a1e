namespace Ethico.Ops.Domain.Migration;

public static class RunDocumentKinds
{
    /// <summary>As a person reads it: "Maria saved the mapping at 14:02".</summary>
    public static string Words(this RunDocumentKind kind) => kind switch
    {
        RunDocumentKind.Detection => "detected format",
        RunDocumentKind.Format => "format",
        RunDocumentKind.Profile => "column profile",
        RunDocumentKind.Mapping => "mapping",
        RunDocumentKind.Choices => "choices",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind."),
    };
}
