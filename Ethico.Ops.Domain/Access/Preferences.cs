using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Access;

/// <summary>Theme and short-cuts, each person's own.</summary>
[UseCase]
public sealed class Preferences(IPreferences preferences)
{
    [OpenToAnyone("one's own preferences")]
    public Task<Outcome<Preference>> MineAsync(Caller caller, CancellationToken ct) => preferences.FindAsync(caller.Id, ct);

    [OpenToAnyone("one's own preferences")]
    public Task<Outcome<Done>> KeepAsync(Caller caller, Preference preference, CancellationToken ct) => preferences.KeepAsync(caller.Id, preference, ct);
}
