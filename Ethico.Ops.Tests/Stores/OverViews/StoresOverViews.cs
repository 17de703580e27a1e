using Ethico.Ops.Tests.Jobs;
using Ethico.Ops.Tests.Stores.Access;
using Ethico.Ops.Tests.Stores.Migration;
using Ethico.Ops.Tests.Stores.MigrationWizard;
using Ethico.Ops.Tests.Stores.Platform;
using Ethico.Ops.Tests.Stores.Support;
using Ethico.Ops.Tests.Support;

// platform.md PLT-22: the tests of the stores that read or write platform, unchanged, where platform is views (decision 0011 says which
// are left out, and why).
namespace Ethico.Ops.Tests.Stores.OverViews;

[OverViews]
public sealed class CaseBookOverViewsTests(TestDatabase database) : CaseBookTests(database);

[OverViews]
public sealed class IsolationOverViewsTests(TestDatabase database) : IsolationTests(database)
{
    // Two thousand in all: what they look for is the same, and the ten thousand are asked of the tables.
    protected override int CallsOfEach => 500;
}

[OverViews]
public sealed class OverviewOverViewsTests(TestDatabase database) : OverviewTests(database);

[OverViews]
public sealed class RevealOverViewsTests(TestDatabase database) : RevealTests(database);

[OverViews]
public sealed class TenantSettingsOverViewsTests(TestDatabase database) : TenantSettingsTests(database);

[OverViews]
public sealed class TenantFigureOverViewsTests(DemoDatabase demo) : TenantFigureTests(demo);

[OverViews]
public sealed class TenantDirectoryOverViewsTests(TestDatabase database) : TenantDirectoryTests(database);

[OverViews]
public sealed class AuditBookOverViewsTests(TestDatabase database) : AuditBookTests(database);

[OverViews]
public sealed class ConflictOverViewsTests(TestDatabase database) : ConflictTests(database);

[OverViews]
public sealed class DriftOverViewsTests(TestDatabase database) : DriftTests(database);

[OverViews]
public sealed class PlanAgreementOverViewsTests(TestDatabase database) : PlanAgreementTests(database);

[OverViews]
public sealed class PlanOverViewsTests(TestDatabase database) : PlanTests(database);

[OverViews]
public sealed class RollbackOverViewsTests(TestDatabase database) : RollbackTests(database);

[OverViews]
public sealed class StageOverViewsTests(TestDatabase database) : StageTests(database);

[OverViews]
public sealed class WorkedExampleOverViewsTests(TestDatabase database) : WorkedExampleTests(database);

[OverViews]
public sealed class ValidationOverViewsTests(TestDatabase database) : ValidationTests(database);

[OverViews]
public sealed class ExampleWalkOverViewsTests(DemoDatabase demo) : ExampleWalkTests(demo);

[OverViews]
public sealed class NightChainOverViewsTests : NightChainTests;

[OverViews]
public sealed class NightFailureOverViewsTests : NightFailureTests;

[OverViews]
public sealed class NightRebuildOverViewsTests : NightRebuildTests;

[OverViews]
public sealed class NightModelOverViewsTests : NightModelTests;

[OverViews]
public sealed class NightAlertOverViewsTests : NightAlertTests;
