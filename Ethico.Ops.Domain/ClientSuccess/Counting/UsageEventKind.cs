namespace Ethico.Ops.Domain.ClientSuccess;

public enum UsageEventKind
{
    SignIn,
    Feature,
    ReportView,
}
