namespace Ethico.Ops.Domain.Migration;

/// <summary>Each hit of the sensitive-data rules becomes •••, before anything is staged.</summary>
/// <param name="Contacts">E-mail addresses and phone numbers in the text too, as MIG-ANO-003 proposes for anonymous rows.</param>
public sealed record MaskTransform(bool Contacts = false) : Transform
{
    public const string Word = "mask";

    internal override TransformStep Compile(TransformColumns columns) =>
        TextSteps.Each(text => columns.Finder.Mask(text, Contacts ? SensitiveKinds.All : SensitiveKinds.Sensitive));
}
