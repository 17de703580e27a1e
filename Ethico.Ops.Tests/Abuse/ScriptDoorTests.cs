using System.Reflection;
using Ethico.Ops.Portal;
using Ethico.Ops.Tests.Support.Circuits;
using Ethico.Ops.Tests.Support.Portal;
using FluentAssertions;
using Microsoft.JSInterop;
using Xunit;

namespace Ethico.Ops.Tests.Abuse;

/// <summary>What a script may call (quality.md C7).</summary>
public sealed class ScriptDoorTests(TestPortal portal) : IClassFixture<TestPortal>
{
    [Theory]
    [InlineData("System.Private.CoreLib", "Exit", "[0]")]
    [InlineData("System.Private.CoreLib", "GetEnvironmentVariable", """["PATH"]""")]
    [InlineData("Ethico.Ops.Infrastructure", "StartAsync", "[]")]
    [InlineData("Ethico.Ops.Portal", "StartAsync", "[]")]
    [InlineData("Ethico.Ops.Domain", "StartAsync", "[]")]
    [InlineData("../../etc/passwd", "Open", "[]")]
    [InlineData("", "", "[]")]
    public async Task C7_A_static_method_nobody_offered_to_scripts_is_refused(string assembly, string method, string arguments)
    {
        using var visitor = await portal.VisitAsync("ines");
        await using var circuit = await visitor.OpenAsync("/");

        var reply = await circuit.InvokeAsync(assembly, method, dotNetObject: 0, arguments);

        reply.Succeeded.Should().BeFalse();
        circuit.IsOpen.Should().BeTrue();
    }

    [Theory]
    [InlineData("ToString")]
    [InlineData("Dispose")]
    [InlineData("AddRootComponent")]
    [InlineData("GetType")]
    public async Task C7_The_object_that_takes_events_takes_nothing_else(string method)
    {
        using var visitor = await portal.VisitAsync("ines");
        await using var circuit = await visitor.OpenAsync("/");

        var reply = await circuit.InvokeAsync(assembly: null, method, await circuit.InteropAsync(), "[]");

        reply.Succeeded.Should().BeFalse();
    }

    [Fact]
    public async Task C7_Objects_that_were_not_handed_out_cannot_be_guessed()
    {
        using var visitor = await portal.VisitAsync("ines");
        await using var circuit = await visitor.OpenAsync("/");
        var known = await circuit.InteropAsync();

        for (var guess = known + 1000; guess < known + 1020; guess++)
            (await circuit.InvokeAsync(assembly: null, "DispatchEventAsync", guess, "[]")).Succeeded.Should().BeFalse();
    }

    [Fact]
    public void C7_What_scripts_may_call_is_a_reviewed_list()
    {
        var offered = typeof(PortalApp).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => method.GetCustomAttribute<JSInvokableAttribute>() is not null)
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}");
        offered.Should().BeEquivalentTo(Reviewed);

        var open = AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => assembly.GetName().Name is { } name && (name.StartsWith("Ethico", StringComparison.Ordinal) || name is "MudBlazor"))
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => method.GetCustomAttribute<JSInvokableAttribute>() is not null)
            .Select(method => $"{method.DeclaringType!.FullName}.{method.Name}");
        open.Should().BeEmpty("a static method is open to every circuit, whatever page it is on");
    }

    /// <summary>Each takes nothing an operator could not do with the page's own controls.</summary>
    private static readonly string[] Reviewed = ["UploadStep.Told"];
}
