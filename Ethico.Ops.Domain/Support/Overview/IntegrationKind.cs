namespace Ethico.Ops.Domain.Support;

/// <summary>platform.integrations.kind.</summary>
public enum IntegrationKind
{
    Sso,
    Hris,
    Mail,
    Api,
    Webhook,
}
