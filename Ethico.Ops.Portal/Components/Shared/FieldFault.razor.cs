using Ethico.Ops.Domain.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>A refusal beside the field it belongs to.</summary>
public sealed partial class FieldFault
{
    [Parameter, EditorRequired]
    public required Refusal? Refusal { get; set; }

    [Parameter, EditorRequired]
    public required string Field { get; set; }

    [Parameter]
    public string? Id { get; set; }

    private string? Says => string.Equals(Refusal?.Field, Field, StringComparison.Ordinal) ? Refusal?.Sentence : null;
}
