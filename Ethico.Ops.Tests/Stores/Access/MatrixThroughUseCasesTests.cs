using System.Reflection;
using System.Runtime.CompilerServices;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Tests.Domain.Migration;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Access;

/// <summary>
/// ACC-1, S1, F3: every use-case method, for every role, called as a forger would: straight, with arguments of the right type.
/// New use cases join by being marked.
/// </summary>
public sealed class MatrixThroughUseCasesTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly List<MethodInfo> Methods =
    [
        .. typeof(AccessMatrix).Assembly.GetTypes().Where(t => t.GetCustomAttribute<UseCaseAttribute>() is not null)
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(m => m.GetCustomAttribute<NeedsAttribute>() is not null),
    ];

    public static TheoryData<Role> Roles => [.. Enum.GetValues<Role>()];

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task ACC_1_S1_Each_method_answers_each_role_as_the_matrix_says_and_refusals_are_entries(Role role)
    {
        Methods.Should().HaveCountGreaterThan(25);
        await using var world = new World(database);
        var tenant = await world.TenantAsync($"Tenant of {role}");
        var faults = new List<string>();

        foreach (var method in Methods)
        {
            var who = await world.OperatorAsync(role);
            var needs = method.GetCustomAttribute<NeedsAttribute>()!;
            var isGiven = AccessMatrix.Answer(role, needs.Permission) is { IsGiven: true } grant && grant.Scope >= needs.Least;
            var code = await CallAsync(world, method, who, tenant);
            var refusedEntries = await database.ValueAsync<long>(
                "select count(*) from access.audit_entry where actor_id = $1 and outcome = 'REFUSED'", who.Id.ToString());
            var name = $"{method.DeclaringType!.Name}.{method.Name}({needs.Permission})";

            if (!isGiven && code != "not-allowed")
                faults.Add($"{name}: let through with {code ?? "a result"}");
            if (!isGiven && refusedEntries == 0)
                faults.Add($"{name}: refused without an entry");
            if (isGiven && code == "not-allowed")
                faults.Add($"{name}: refused though the matrix gives it");
        }

        faults.Should().BeEmpty();
    }

    private static async Task<string?> CallAsync(World world, MethodInfo method, Caller who, OrganizationId tenant)
    {
        var target = world.Get<IServiceProvider>().GetRequiredService(method.DeclaringType!);
        var arguments = method.GetParameters().Select(p => Argument(p, who, tenant)).ToArray();
        var task = (Task)method.Invoke(target, arguments)!;
        await task;
        var outcome = task.GetType().GetProperty("Result")!.GetValue(task)!;
        return (outcome.GetType().GetProperty("Refusal")!.GetValue(outcome) as Refusal)?.Code;
    }

    private static object? Argument(ParameterInfo parameter, Caller who, OrganizationId tenant)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) is not null ? null : parameter.ParameterType;
        return type switch
        {
            null => null,
            _ when type == typeof(Caller) => who,
            _ when type == typeof(TenantKey) => new TenantKey(who, new(tenant.Value)),
            _ when type == typeof(OrganizationId) => tenant,
            _ when type == typeof(CancellationToken) => CancellationToken.None,
            _ when type == typeof(string) => parameter.HasDefaultValue ? parameter.DefaultValue : "A proper reason here",
            _ when type == typeof(int) => 60,
            _ when type == typeof(long) => 1L,
            _ when type == typeof(decimal) => 1m,
            _ when type == typeof(DateOnly) => new DateOnly(2026, 6, 1),
            _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero),
            _ when type == typeof(bool) => false,
            _ when type == typeof(Guid) => tenant.Value,
            _ when type == typeof(Stream) => new MemoryStream(),
            _ when type == typeof(ReadOnlyMemory<byte>) => ReadOnlyMemory<byte>.Empty,
            _ when type == typeof(MigrationMapping) => RowDesk.Mapping,
            _ when type.IsEnum => Enum.GetValues(type).GetValue(0),
            _ when type is { IsInterface: true, IsGenericType: true } && type.GetGenericArguments() is [var item] && Array.CreateInstance(item, 0) is var none && type.IsInstanceOfType(none) => none,
            _ when type.IsAssignableTo(typeof(System.Collections.IEnumerable)) => null,
            _ when type.IsAbstract || type.IsAssignableTo(typeof(Delegate)) => null,
            _ => Make(type, who, tenant),
        };
    }

    // A record of the use case's own: its widest constructor, filled the same way.
    private static object Make(Type type, Caller who, OrganizationId tenant)
    {
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).FirstOrDefault();
        if (constructor is null || type.IsValueType && constructor.GetParameters().Length == 0)
            return RuntimeHelpers.GetUninitializedObject(type);
        return constructor.Invoke([.. constructor.GetParameters().Select(p => Argument(p, who, tenant))]);
    }
}
