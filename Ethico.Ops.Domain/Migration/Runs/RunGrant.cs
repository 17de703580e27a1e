using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// A job's or an upload's own key to one tenant and one run, given by a person's act. By itself the id opens nothing: the door
/// presents it, and the database decides whether it still fits.
/// </summary>
/// <param name="Epoch">
/// The worker's lease: what is done with the grant commits only while this epoch is the run's newest. Null: not a worker's (an upload).
/// </param>
public sealed record RunGrant(Guid Id, RunId Run, OrganizationId Tenant, GrantPurpose Purpose, long? Epoch = null);
