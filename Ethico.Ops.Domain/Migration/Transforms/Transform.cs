using System.Text.Json.Serialization;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// One step of a feed's chain (migration.md 7.1), as it stands in a mapping or recipe: a name and its arguments. The set is closed.
/// Read and write it with <see cref="TransformJson"/>: PostgreSQL's jsonb moves the name behind shorter keys.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "name", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(TrimTransform), TrimTransform.Word)]
[JsonDerivedType(typeof(CollapseSpacesTransform), CollapseSpacesTransform.Word)]
[JsonDerivedType(typeof(UpperTransform), UpperTransform.Word)]
[JsonDerivedType(typeof(LowerTransform), LowerTransform.Word)]
[JsonDerivedType(typeof(EmptyIfTransform), EmptyIfTransform.Word)]
[JsonDerivedType(typeof(CleanTextTransform), CleanTextTransform.Word)]
[JsonDerivedType(typeof(StripHtmlTransform), StripHtmlTransform.Word)]
[JsonDerivedType(typeof(MapValueTransform), MapValueTransform.Word)]
[JsonDerivedType(typeof(ParseBooleanTransform), ParseBooleanTransform.Word)]
[JsonDerivedType(typeof(ParseNumberTransform), ParseNumberTransform.Word)]
[JsonDerivedType(typeof(ExtractEmailTransform), ExtractEmailTransform.Word)]
[JsonDerivedType(typeof(ExtractPhoneTransform), ExtractPhoneTransform.Word)]
[JsonDerivedType(typeof(SplitNameTransform), SplitNameTransform.Word)]
[JsonDerivedType(typeof(SplitListTransform), SplitListTransform.Word)]
[JsonDerivedType(typeof(SplitPartTransform), SplitPartTransform.Word)]
[JsonDerivedType(typeof(ConcatTransform), ConcatTransform.Word)]
[JsonDerivedType(typeof(CopyTransform), CopyTransform.Word)]
[JsonDerivedType(typeof(ConstantTransform), ConstantTransform.Word)]
[JsonDerivedType(typeof(IfEmptyTransform), IfEmptyTransform.Word)]
[JsonDerivedType(typeof(ReplaceTransform), ReplaceTransform.Word)]
[JsonDerivedType(typeof(MaskTransform), MaskTransform.Word)]
public abstract record Transform
{
    /// <summary>The longest text any step may make (a cell's own limit, migration.md 4.1).</summary>
    internal const int TextMost = 1024 * 1024;

    /// <summary>The word of migration.md 7.1, as shown in the mapping and written in JSON.</summary>
    [JsonIgnore]
    public string Name => TransformJson.NameOf(GetType());

    /// <summary>Null: the arguments make sense. Columns are named as the file's header names them.</summary>
    internal virtual Refusal? Check(TransformColumns columns) => null;

    internal abstract TransformStep Compile(TransformColumns columns);
}
