using AngleSharp;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Files;
using Musenor.Files.Sniffing;
using Musenor.Tests.Web;
using Xunit;

namespace Musenor.Tests.Files;

public sealed class FileFieldTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private static readonly FilePurpose Photographs = new("contribution", [.. FilePurpose.Photographs, FileKind.Pdf], 20 * 1024 * 1024);

    [Fact]
    public async Task Says_its_limits_before_the_choice()
    {
        var field = await Show(new FileField("photo", "Votre photographie", Photographs));
        var input = field.QuerySelector("input")!;
        Assert.Equal("Votre photographie", field.QuerySelector("label[for=photo]")!.TextContent);
        Assert.Equal("JPEG, PNG, WebP, HEIC ou PDF, 20\u00A0Mo au plus", field.QuerySelector("#photo-hint")!.TextContent);
        Assert.Equal(("file", "photo-hint"), (input.GetAttribute("type"), input.GetAttribute("aria-describedby")));
        Assert.Equal(".jpg,.jpeg,.jpe,.jfif,.png,.webp,.heic,.heif,.pdf", input.GetAttribute("accept"));
        Assert.True(input.HasAttribute("required") && !input.HasAttribute("multiple") && !input.HasAttribute("aria-invalid"));
    }

    [Fact]
    public async Task Shows_its_error_between_label_and_field()
    {
        var field = await Show(new FileField("photo", "Photographies", Photographs, "Le fichier « <b>x » est vide.") { IsOptional = true, IsMultiple = true });
        var input = field.QuerySelector("input")!;
        Assert.Equal("Photographies (facultatif)", field.QuerySelector("label")!.TextContent);
        Assert.Equal(["LABEL", "P", "P", "INPUT"], field.QuerySelector("div.field")!.Children.Select(c => c.TagName));
        Assert.Equal("Le fichier « <b>x » est vide.", field.QuerySelector("p.err#photo-error")!.TextContent);
        Assert.Equal(("photo-hint photo-error", "true"), (input.GetAttribute("aria-describedby"), input.GetAttribute("aria-invalid")));
        Assert.True(input.HasAttribute("multiple") && !input.HasAttribute("required"));
    }

    [Theory]
    [InlineData(300 * 1024, "300\u00A0Ko")]
    [InlineData(1024 * 1024 * 3 / 2, "1,5\u00A0Mo")]
    [InlineData(500 * 1024 * 1024, "500\u00A0Mo")]
    public void Sizes_are_told_in_french(long bytes, string told) => Assert.Equal(told, FilePurpose.Size(bytes));

    [Fact]
    public void A_form_never_allows_more_than_the_kind_does()
    {
        var generous = new FilePurpose("x", FileKind.All, 900L * 1024 * 1024);
        Assert.Equal([40, 20, 500, 20], new[] { FileKind.Jpeg, FileKind.Pdf, FileKind.Mp4, FileKind.Zip }.Select(k => generous.LargestOf(k) / 1024 / 1024));
    }

    private async Task<IDocument> Show(FileField model)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        var context = new ActionContext(new DefaultHttpContext { RequestServices = scope.ServiceProvider }, new RouteData(), new ActionDescriptor());
        var view = scope.ServiceProvider.GetRequiredService<IRazorViewEngine>().GetView(null, "/Files/_FileField.cshtml", isMainPage: false).View!;
        await using var html = new StringWriter();
        var data = new ViewDataDictionary<FileField>(new EmptyModelMetadataProvider(), new ModelStateDictionary()) { Model = model };
        var temporary = new TempDataDictionary(context.HttpContext, scope.ServiceProvider.GetRequiredService<ITempDataProvider>());
        await view.RenderAsync(new ViewContext(context, view, data, temporary, html, new HtmlHelperOptions()));
        return await BrowsingContext.New().OpenAsync(page => page.Content(html.ToString()));
    }
}
