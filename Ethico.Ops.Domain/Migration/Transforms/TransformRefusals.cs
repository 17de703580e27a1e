using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Why a chain cannot be used, named at the step.</summary>
public static class TransformRefusals
{
    public static Refusal NameUnknown(string name) =>
        new("transform-unknown", $"There is no transform named \"{Short(name)}\". Choose one of the list.", "transforms");

    public static Refusal ColumnUnknown(string transform, string column) =>
        new("transform-column", $"{transform} names the column \"{Short(column)}\", which the file does not have.", transform);

    public static Refusal ArgumentWrong(string transform, string sentence) => new("transform-argument", $"{transform}: {sentence}", transform);

    public static Refusal DocumentWrong(string sentence) => new("transform-document", sentence, "transforms");

    private static string Short(string name) => name.Length <= 60 ? name : name[..60] + "…";
}
