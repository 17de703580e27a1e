using Ethico.Ops.Domain.Access;

namespace Ethico.Ops.Portal.Circuits;

/// <summary>A field on the screen whose text is unsaved work while it differs from what stands there.</summary>
public sealed class DraftEditor(Drafts drafts, DraftPlace place, Func<Task> onChange) : IDisposable
{
    public DraftPlace Place { get; } = place;

    public bool IsDirty { get; private set; }

    internal Func<Task> OnChange { get; } = onChange;

    /// <summary>Says whether there is something to lose here.</summary>
    public void Mark(bool isDirty)
    {
        if (IsDirty == isDirty)
            return;
        IsDirty = isDirty;
        drafts.Marked();
    }

    public void Dispose() => drafts.Close(this);
}
