using System.Reflection;
using Ethico.Ops.Portal;
using FluentAssertions;
using Microsoft.JSInterop;
using Xunit;

namespace Ethico.Ops.Tests.Architecture;

public sealed class JsInvokableTests
{
    // Ours, each reviewed: what a browser may call, with arguments of its own making.
    private static readonly string[] Reviewed =
    [
        // How far an upload is: an id this page listed, a number that is clamped, a word and a sentence cut short and shown as text.
        "Ethico.Ops.Portal.Components.Pages.Migration.Steps.UploadStep.Told",
    ];

    [Fact]
    public void C7_What_a_browser_may_call_in_our_code_is_a_reviewed_list() =>
        InvokableIn(typeof(PortalApp).Assembly).Should().BeEquivalentTo(Reviewed);

    [Fact]
    public void C7_No_static_method_anywhere_in_the_process_is_open_to_any_circuit()
    {
        // Static ones can be named by every circuit; those of an instance only where a page handed out a reference to it.
        var assemblies = Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Select(Path.GetFileNameWithoutExtension)
            .Where(name => name!.StartsWith("MudBlazor", StringComparison.Ordinal) || name.StartsWith("Ethico", StringComparison.Ordinal)).Select(name => Assembly.Load(name!))
            .Append(typeof(Microsoft.AspNetCore.Components.ComponentBase).Assembly).Append(typeof(Microsoft.AspNetCore.Components.Web.KeyboardEventArgs).Assembly)
            .Append(Assembly.Load("Microsoft.AspNetCore.Components.Server")).Append(typeof(JSInvokableAttribute).Assembly).ToList();
        assemblies.Should().Contain(assembly => assembly.GetName().Name == "MudBlazor");
        assemblies.SelectMany(assembly => InvokableIn(assembly, isStatic: true)).Should().BeEmpty();
    }

    private static IEnumerable<string> InvokableIn(Assembly assembly, bool? isStatic = null) =>
        assembly.GetTypes().SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => method.GetCustomAttribute<JSInvokableAttribute>(inherit: false) is not null && (isStatic is null || method.IsStatic == isStatic))
            .Select(method => $"{method.DeclaringType!.FullName}.{method.Name}");
}
