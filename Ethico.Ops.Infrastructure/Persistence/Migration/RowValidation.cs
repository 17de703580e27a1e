using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Imports.Validation;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>The Validate stage: gathers what a pass needs, runs it, and makes the closing move in its last transaction.</summary>
internal sealed class RowValidation(OpsDatabase database, ValidationPass pass, RunOptions options, IVault vault, FormatLimits limits)
{
    public async Task<Outcome<PassResult>> WorkAsync(RunGrant grant, CancellationToken ct)
    {
        var scope = new RunScope(grant.Tenant, grant.Run);
        var input = await database.RunAsync(
            grant,
            async (context, token) =>
            {
                var ground = await context.BeginPassAsync(scope, token);
                return ground.IsAllowed
                    ? Outcome.Of(new PassInput(
                        await context.FilesAsync(scope, ground.Value.Format, vault, token), ground.Value.Mapping, ground.Value.Setting, limits,
                        await context.FixesAsync(scope, rows: null, token), await context.SkipsAsync(scope, token)))
                    : (Outcome<PassInput>)ground.Refusal;
            },
            ct);
        if (!input.IsAllowed)
            return input.Refusal;
        return await pass.RunAsync(grant, input.Value, EndAsync, ct);

        async Task<Refusal?> EndAsync(OpsDbContext context, PassResult result, CancellationToken token)
        {
            var put = new RunPut { Detail = new JsonObject { ["rows"] = result.Rows, ["errors"] = result.OpenErrors } };
            var moved = await context.MoveByGrantAsync(grant, RunAct.ValidationDone, put, options, token);
            return moved.Refusal;
        }
    }
}
