using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Tests.Domain.Migration.Transforms;

/// <summary>A chain on one row of a file with three columns.</summary>
public abstract class ChainGround
{
    protected static readonly string[] File = ["A", "B", "C"];

    protected static TransformValue One(string cell, params Transform[] chain) => Apply([cell, "", ""], ["A"], chain).Value;

    protected static TransformResult Apply(string[] row, string[] feed, params Transform[] chain) =>
        TransformChain.Compile(chain, feed, File).Value.Apply(row);
}
