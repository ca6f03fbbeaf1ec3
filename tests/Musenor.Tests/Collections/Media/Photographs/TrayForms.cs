using AngleSharp.Html.Dom;
using Musenor.Tests.Collections.Editing;

namespace Musenor.Tests.Collections.Media.Photographs;

/// <summary>Forms that send files.</summary>
internal static class TrayForms
{
    public static Task<HttpResponseMessage> Send(HttpClient browser, string page, string form, params (string Name, byte[] Bytes)[] files) => SendWith(browser, page, form, [], files);

    public static async Task<HttpResponseMessage> SendWith(HttpClient browser, string page, string form, Dictionary<string, string> fields, params (string Name, byte[] Bytes)[] files)
    {
        var found = (IHtmlFormElement)(await browser.Page(page)).QuerySelector(form)!;
        using var content = new MultipartFormDataContent();
        foreach (var input in found.QuerySelectorAll("input[type=hidden]").OfType<IHtmlInputElement>().Where(i => !fields.ContainsKey(i.Name!)))
        {
            content.Add(new StringContent(input.Value), input.Name!);
        }

        foreach (var (name, value) in fields)
        {
            content.Add(new StringContent(value), name);
        }

        foreach (var (name, bytes) in files)
        {
            content.Add(new ByteArrayContent(bytes), "photos", name);
        }

        return await browser.PostAsync(found.GetAttribute("action"), content);
    }
}
