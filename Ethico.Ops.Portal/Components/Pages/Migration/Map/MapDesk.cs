using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Portal.Components.Pages.Migration.Map;

/// <summary>What the parts of step 3 work with: the mapping as the database last said it, and the way to change it.</summary>
/// <param name="view">Masked.</param>
/// <param name="revealed">What was revealed for a while.</param>
/// <param name="mayEdit">The viewer holds the run, and it stands at this step.</param>
/// <param name="edit">Saves an edit of what stands; a refusal stands on top of the page, and the choice shown stays.</param>
public sealed class MapDesk(RunId run, MappingView view, RevealedSamples? revealed, bool mayEdit, Func<Func<MigrationMapping, MigrationMapping>, Task<bool>> edit)
{
    public RunId Run { get; } = run;

    public MappingView View { get; } = view;

    public MigrationMapping Mapping => View.Mapping;

    public RevealedSamples? Revealed { get; } = revealed;

    public bool MayEdit { get; } = mayEdit;

    public Task<bool> EditAsync(Func<MigrationMapping, MigrationMapping> change) => edit(change);
}
