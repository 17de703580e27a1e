namespace Ethico.Ops.Domain.Migration;

public enum ActBy
{
    Person,

    /// <summary>A job with the run's grant, or the worker's own door where the grant is over.</summary>
    Job,
}
