using Ethico.Ops.Domain.Access;
using Ethico.Ops.Infrastructure.Jobs;
using Ethico.Ops.Infrastructure.Postgres;
using Ethico.Ops.Portal;
using Ethico.Ops.Portal.Commands;

// Needs neither a server nor a database, and must start neither.
if (AuditVerifyCommand.IsMeant(args))
    return AuditVerifyCommand.Run(args, Console.Out);

try
{
    await using var portal = await PortalApp.StartAsync(new PortalOptions { Args = args });
    if (NightCommand.IsMeant(args))
        return await NightCommand.RunAsync(portal, Console.Out, CancellationToken.None);
    if (portal.HasNewDemo)
    {
        await FirstNight.BeginAsync(portal.Services, CancellationToken.None);
        Console.WriteLine("The first night is counted now: clients have scores in about a minute.");
    }

    Console.WriteLine($"The portal answers at {portal.Address}");
    if (portal.IsDemo)
        Console.WriteLine($"Sign in at {new Uri(portal.Address, "signin")} as one of the demo operators: {string.Join(", ", Enum.GetValues<Role>().Select(role => role.Shown()))}.");
    await portal.WaitForShutdownAsync();
    return 0;
}
catch (Exception fault) when (StartRefused.Behind(fault) is { } refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}
