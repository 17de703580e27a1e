using System.Xml.Linq;
using Ethico.Ops.Infrastructure.Postgres;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Architecture;

public sealed class PackageTests
{
    private static readonly string Root = OpsPaths.RepositoryRoot(AppContext.BaseDirectory);

    [Fact]
    public void H6_Known_weaknesses_of_every_package_are_errors()
    {
        var settings = XDocument.Load(Path.Combine(Root, "Directory.Build.props")).Descendants().ToLookup(e => e.Name.LocalName, e => e.Value);

        settings["NuGetAudit"].Should().Equal("true");
        settings["NuGetAuditMode"].Should().Equal("all");
        settings["NuGetAuditLevel"].Should().Equal("low");
        settings["TreatWarningsAsErrors"].Should().Equal("true");
        string.Join(';', settings["WarningsNotAsErrors"].Concat(settings["NoWarn"])).Should().NotContainAny("NU1901", "NU1902", "NU1903", "NU1904");
        Projects().Select(File.ReadAllText).Should().NotContain(text => text.Contains("NuGetAudit", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_package_has_one_version_in_one_place_and_one_source()
    {
        Projects().Should().HaveCountGreaterThan(4);

        Projects().SelectMany(p => XDocument.Load(p).Descendants("PackageReference")).Should().NotContain(reference => reference.Attribute("Version") != null);
        XDocument.Load(Path.Combine(Root, "nuget.config")).Descendants("packageSourceMapping").Should().ContainSingle();
        Projects().Should().OnlyContain(p => File.Exists(Path.Combine(Path.GetDirectoryName(p)!, "packages.lock.json")));
    }

    private static List<string> Projects() =>
    [
        .. Directory.GetDirectories(Root).Where(d => !Path.GetFileName(d).StartsWith('.')).SelectMany(d => Directory.GetFiles(d, "*.csproj")),
    ];
}
