using System.Diagnostics.CodeAnalysis;

namespace Ethico.Ops.Domain.Support;

/// <summary>platform.setting_definitions.value_type.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The platform's own words for its types.")]
public enum SettingValueType
{
    Boolean,
    Integer,
    Decimal,
    Text,
    List,
    Json,
}
