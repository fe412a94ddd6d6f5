using Microsoft.Extensions.DependencyInjection;

namespace Solidarity.Grains.Hosting;

/// <summary>
/// Asks for the clock of the books. It is registered under a key of its own, because a story's clock stands still and
/// jumps by years, and Orleans and ASP.NET Core read the clock that has no key.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class BooksTimeAttribute() : FromKeyedServicesAttribute(ServiceKey)
{
    /// <summary>The key of the <see cref="TimeProvider"/> of the books.</summary>
    public const string ServiceKey = "Solidarity.Books";
}
