using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Solidarity.Architecture.Tests;

namespace Solidarity.Languages.Tests;

/// <summary>A text that the sources say to people.</summary>
/// <param name="English">As <see cref="Wording.Template"/> has it.</param>
/// <param name="Place">The file, below <c>src/</c>.</param>
/// <param name="Arguments">What stands for the numbers, as the source writes it.</param>
internal sealed record SourceText(string English, string Place, IReadOnlyList<string> Arguments);

/// <summary>
/// Reads the texts out of one project's sources: each literal and each interpolated string that the compiler converts
/// to a <see cref="Wording"/> or to a heading of a table, and the names of enumerations that are said. It also finds
/// what was forgotten: texts that were put together before they became wordings, and prose that becomes none.
/// </summary>
internal sealed partial class SourceTexts
{
    private const string WordingType = "Solidarity.Languages.Wording";
    private const string HeadingType = "Solidarity.Commands.Sheets.Heading";
    private const string SayingNames = "Solidarity.Commands.CommandLine.EnumText.Plain(System.Enum)";

    // What a program reads, or a person who mends it: neither is translated.
    private static readonly string[] ForPrograms =
        ["examples", "command", "helpName", "format", "pattern", "reason", "script"];

    // What the people of a story have written, the words of seed files, and what other programs read: data, which
    // nobody translates.
    private static readonly string[] Data =
    [
        "Seeds/SeedEnums.cs", "Seeds/AidSteps.cs", "Seeds/Debts.cs", "Seeds/Story.cs", "Seeds/StrikeSteps.cs",
        "Storms/StormRequests.cs", "Storms/StormPlan.cs", "Seizures/SeizureRequests.cs", "Seizures/SeizurePlan.cs",
        "Seizures/SeizureTowns.cs",
        "Books/BeancountText.cs", "Books/BookCsv.cs", "Books/BookExport.cs", "Books/HledgerText.cs",
        "Reports/ReportHtml.cs",
    ];

    private static readonly string[] FaultTypes =
    [
        "UnreachableException", "InvalidOperationException", "ArgumentException", "ArgumentOutOfRangeException",
        "NotSupportedException", "FormatException", "InvalidDataException", "JsonException", "OverflowException",
    ];

    private readonly List<SourceText> _texts = [];
    private readonly List<string> _notConstant = [];
    private readonly List<string> _inline = [];

    private SourceTexts()
    {
    }

    public IReadOnlyList<SourceText> Texts => _texts;

    /// <summary>Strings that become wordings though they are no literals.</summary>
    public IReadOnlyList<string> NotConstant => _notConstant;

    /// <summary>Prose that becomes no wording.</summary>
    public IReadOnlyList<string> Inline => _inline;

    public static SourceTexts Of(string project)
    {
        var found = new SourceTexts();
        var compilation = Compile(project);
        foreach (var tree in compilation.SyntaxTrees)
            if (!tree.FilePath.Contains("/obj/", StringComparison.Ordinal))
                found.Read(compilation.GetSemanticModel(tree), tree);
        return found;
    }

    private static CSharpCompilation Compile(string project)
    {
        var objects = Path.Combine(Repository.Root.FullName, "src", project, "obj");
        var trees = Repository.Files("*.cs", $"src/{project}").Select(file => file.FullName)
            .Append(Directory.GetFiles(objects, $"{project}.GlobalUsings.g.cs", SearchOption.AllDirectories)[0])
            .Select(file => CSharpSyntaxTree.ParseText(
                File.ReadAllText(file), new CSharpParseOptions(LanguageVersion.Latest), file));
        var self = project switch
        {
            "Solidarity.Cli" => "solidarity",
            "Solidarity.Client" => "solidarity-client",
            _ => project,
        };
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetFileNameWithoutExtension(file) != self)
            .Select(file => MetadataReference.CreateFromFile(file));
        // By the assembly's own name the others show their internals to it.
        return CSharpCompilation.Create(self, trees, references, new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true,
            nullableContextOptions: NullableContextOptions.Enable)
            .WithMetadataImportOptions(MetadataImportOptions.Internal));
    }

    private void Read(SemanticModel model, SyntaxTree tree)
    {
        var place = Path.GetRelativePath(Path.Combine(Repository.Root.FullName, "src"), tree.FilePath);
        foreach (var node in tree.GetRoot().DescendantNodes().OfType<ExpressionSyntax>())
        {
            if (node is InvocationExpressionSyntax call)
                ReadNames(model, call, place);
            var type = model.GetTypeInfo(node);
            var target = type.ConvertedType?.ToDisplayString();
            if (target == WordingType && type.Type?.ToDisplayString() != WordingType)
                ReadWording(model, node, place);
            else if (target == HeadingType && type.Type?.SpecialType == SpecialType.System_String)
                ReadHeading(model, node, place);
            else if (IsProse(node) && !IsOfData(place) && !IsWithinText(model, node) && !IsForPrograms(model, node))
                _inline.Add($"{place}:{LineOf(node)}: {node}");
        }
    }

    private void Add(SourceText text)
    {
        // "{0} {1}" puts other texts together.
        if (Argument().Replace(text.English, "").Any(char.IsLetter))
            _texts.Add(text);
    }

    private void ReadWording(SemanticModel model, ExpressionSyntax node, string place)
    {
        if (node.IsKind(SyntaxKind.NullLiteralExpression) || node.IsKind(SyntaxKind.DefaultLiteralExpression))
            return;
        if (Pieces(node) is { } pieces && model.GetConversion(node).IsInterpolatedStringHandler)
            Add(OfPieces(pieces, place));
        else if (model.GetConstantValue(node) is { HasValue: true, Value: string constant })
            Add(new SourceText(Escaped(constant), place, []));
        else if (model.GetTypeInfo(node).Type?.SpecialType == SpecialType.System_String)
            _notConstant.Add($"{place}:{LineOf(node)}: {node}");
    }

    private void ReadHeading(SemanticModel model, ExpressionSyntax node, string place)
    {
        if (model.GetConstantValue(node) is { HasValue: true, Value: string heading })
            Add(new SourceText(Escaped(heading.TrimEnd('>', '~')), place, []));
        else
            _notConstant.Add($"{place}:{LineOf(node)}: {node}");
    }

    // EnumText.Plain(strike.State) says any name that a state has.
    private void ReadNames(SemanticModel model, InvocationExpressionSyntax call, string place)
    {
        if (model.GetSymbolInfo(call).Symbol?.ToDisplayString() != SayingNames)
            return;
        var value = call.ArgumentList.Arguments[0].Expression;
        var type = model.GetTypeInfo(value).Type;
        foreach (var name in type is { TypeKind: TypeKind.Enum } ? type.GetMembers().OfType<IFieldSymbol>() : [])
            Add(new SourceText(Capital().Replace(name.Name, " $0").ToLowerInvariant(), place, []));
        if (type is not { TypeKind: TypeKind.Enum })
            _notConstant.Add($"{place}:{LineOf(call)}: {call}");
    }

    // $"a" + $"b" is one text, too.
    private static InterpolatedStringExpressionSyntax[]? Pieces(ExpressionSyntax node) => node switch
    {
        InterpolatedStringExpressionSyntax one => [one],
        ParenthesizedExpressionSyntax inner => Pieces(inner.Expression),
        BinaryExpressionSyntax sum when Pieces(sum.Left) is { } left && Pieces(sum.Right) is { } right =>
            [.. left, .. right],
        _ => null,
    };

    private static SourceText OfPieces(InterpolatedStringExpressionSyntax[] pieces, string place)
    {
        var template = new StringBuilder();
        var arguments = new List<string>();
        foreach (var content in pieces.SelectMany(piece => piece.Contents))
            if (content is InterpolationSyntax hole)
            {
                template.Append('{').Append(arguments.Count).Append('}');
                arguments.Add(hole.Expression.ToString());
            }
            else
                template.Append(Escaped(((InterpolatedStringTextSyntax)content).TextToken.ValueText));
        return new SourceText(template.ToString(), place, arguments);
    }

    private static string Escaped(string text) => text.Replace("{", "{{").Replace("}", "}}");

    private static bool IsProse(ExpressionSyntax node) => node switch
    {
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal =>
            Words().IsMatch(literal.Token.ValueText),
        InterpolatedStringExpressionSyntax interpolated =>
            interpolated.Contents.OfType<InterpolatedStringTextSyntax>().Any(text => Words().IsMatch(text.ToString())),
        _ => false,
    };

    // A part of a larger literal, or of a hole, is judged with the whole.
    private static bool IsWithinText(SemanticModel model, ExpressionSyntax node) => node.Ancestors()
        .OfType<ExpressionSyntax>()
        .TakeWhile(outer => outer is BinaryExpressionSyntax or ParenthesizedExpressionSyntax)
        .Any(outer => model.GetTypeInfo(outer).ConvertedType?.ToDisplayString() is WordingType or HeadingType);

    private static bool IsOfData(string place) =>
        Data.Any(file => place.EndsWith(file, StringComparison.Ordinal));

    private static bool IsForPrograms(SemanticModel model, ExpressionSyntax node) =>
        node.Ancestors().Any(outer => outer is AttributeSyntax
            || (outer is ObjectCreationExpressionSyntax made && FaultTypes.Contains(made.Type.ToString()))
            || (outer is AssignmentExpressionSyntax { Left: IdentifierNameSyntax property }
                && ForPrograms.Contains(property.Identifier.Text, StringComparer.OrdinalIgnoreCase))
            || (outer is ArgumentSyntax argument && ParameterOf(model, argument) is { } parameter
                && IsText(parameter.Type)
                && ForPrograms.Contains(parameter.Name, StringComparer.OrdinalIgnoreCase)));

    private static IParameterSymbol? ParameterOf(SemanticModel model, ArgumentSyntax argument)
    {
        if (model.GetOperation(argument) is IArgumentOperation { Parameter: { } parameter })
            return parameter;
        // One of several that stand for the last parameter.
        return argument.Parent?.Parent is { } call && model.GetSymbolInfo(call).Symbol is IMethodSymbol method
            ? method.Parameters.LastOrDefault(last => last.IsParams)
            : null;
    }

    // A lambda that is an argument has texts of its own.
    private static bool IsText(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_String
        || type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_String };

    private static int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    [GeneratedRegex(@"\{[0-9]+\}")]
    private static partial Regex Argument();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Capital();

    [GeneratedRegex(@"\p{L}{2,},? \p{L}{2,}")]
    private static partial Regex Words();
}
