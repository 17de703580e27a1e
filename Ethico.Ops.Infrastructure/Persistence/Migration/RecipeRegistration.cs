using Ethico.Ops.Domain.Migration;
using Microsoft.Extensions.DependencyInjection;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

internal static class RecipeRegistration
{
    public static IServiceCollection AddMigrationRecipes(this IServiceCollection services) =>
        services.AddSingleton<IRecipes, RecipeStore>().AddSingleton<MigrationRecipes>();
}
