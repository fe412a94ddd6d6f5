using Google.Protobuf;
using Grpc.Core;

namespace Solidarity.Commands.Client;

/// <summary>Lists of the API come in pages (AIP-158): each request has a <c>page_size</c> and a <c>page_token</c>, each
/// answer a <c>next_page_token</c> and one list.</summary>
internal static class Paging
{
    /// <summary>How many things are asked for at once: the most that the service gives.</summary>
    private const int PageSize = 1_000;

    /// <summary>Asks for page after page until the last one.</summary>
    /// <param name="request">Is changed: it asks for the page under way.</param>
    public static async Task<List<TItem>> AllAsync<TRequest, TPage, TItem>(
        TRequest request, Func<TRequest, CallOptions, AsyncUnaryCall<TPage>> ask,
        Func<TPage, IEnumerable<TItem>> read, Func<CallOptions> options)
        where TRequest : IMessage where TPage : IMessage
    {
        var all = new List<TItem>();
        string token;
        request.Set("page_size", PageSize);
        do
        {
            var page = await ask(request, options());
            all.AddRange(read(page));
            token = (string)page.Descriptor.FindFieldByName("next_page_token").Accessor.GetValue(page);
            request.Set("page_token", token);
        }
        while (token.Length > 0);
        return all;
    }

    /// <summary>The JSON name of the list in a page.</summary>
    public static string ListName<TPage>() where TPage : IMessage, new() =>
        new TPage().Descriptor.Fields.InDeclarationOrder().First(field => field.IsRepeated).JsonName;

    /// <summary>Sets a field that many requests have in common.</summary>
    public static void Set(this IMessage request, string field, object value) =>
        request.Descriptor.FindFieldByName(field).Accessor.SetValue(request, value);
}
