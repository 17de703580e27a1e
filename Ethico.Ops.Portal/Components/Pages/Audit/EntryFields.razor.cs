using Ethico.Ops.Domain.Access;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Audit;

/// <summary>All fields of an entry, its detail in words and its values as a diff.</summary>
public sealed partial class EntryFields
{
    [Parameter, EditorRequired]
    public required AuditEntryView View { get; set; }

    [Parameter]
    public bool MayNarrowByOperator { get; set; }

    private IReadOnlyList<ValueChange> Changes => ValueDiff.Of(View.Entry.Before, View.Entry.After);

    private IEnumerable<KeyValuePair<string, string?>> Details => ValueDiff.Read(View.Entry.Detail);

    private static string Only(string name, string value) => PortalUrls.With(PortalUrls.Audit, (name, value));

    private static string Head(ReadOnlyMemory<byte> hash) => Convert.ToHexStringLower(hash.Span)[..16] + "…";
}
