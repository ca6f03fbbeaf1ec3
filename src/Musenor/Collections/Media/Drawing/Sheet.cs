using System.Globalization;
using System.Text;

namespace Musenor.Collections.Media.Drawing;

/// <summary>A sheet of SVG under the pencil.</summary>
internal sealed class Sheet(int width, int height)
{
    private readonly StringBuilder _marks = new();

    public int Width { get; } = width;

    public int Height { get; } = height;

    public void Rectangle(double x, double y, double w, double h, string fill, double opacity = 1) =>
        Mark($"<rect x='{x:0.#}' y='{y:0.#}' width='{w:0.#}' height='{h:0.#}' fill='{fill}' fill-opacity='{opacity:0.##}'/>");

    public void Circle(double x, double y, double r, string fill, double opacity = 1, string stroke = "none", double thickness = 0) =>
        Mark($"<circle cx='{x:0.#}' cy='{y:0.#}' r='{r:0.#}' fill='{fill}' fill-opacity='{opacity:0.##}' stroke='{stroke}' stroke-width='{thickness:0.#}'/>");

    public void Ellipse(double x, double y, double rx, double ry, string fill, double opacity = 1, double turn = 0) =>
        Mark($"<ellipse cx='{x:0.#}' cy='{y:0.#}' rx='{rx:0.#}' ry='{ry:0.#}' fill='{fill}' fill-opacity='{opacity:0.##}' transform='rotate({turn:0.#} {x:0.#} {y:0.#})'/>");

    public void Path(FormattableString path, string fill, string stroke = "none", double thickness = 0, double opacity = 1) =>
        Mark($"<path d='{path.ToString(CultureInfo.InvariantCulture)}' fill='{fill}' stroke='{stroke}' stroke-width='{thickness:0.#}' stroke-linecap='round' stroke-linejoin='round' opacity='{opacity:0.##}'/>");

    /// <summary>A shape through points; figures are rounded to a tenth of a unit.</summary>
    public void Area(IEnumerable<(double X, double Y)> points, string fill, double opacity = 1) =>
        Mark($"<polygon points='{string.Join(' ', points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.X:0.#},{p.Y:0.#}")))}' fill='{fill}' fill-opacity='{opacity:0.##}'/>");

    public string Svg() => string.Create(CultureInfo.InvariantCulture,
        $"<svg xmlns='http://www.w3.org/2000/svg' width='{Width}' height='{Height}' viewBox='0 0 {Width} {Height}'>{_marks}{Mention.Svg(Height, Width / 420.0)}</svg>");

    private void Mark(FormattableString mark) => _marks.Append(mark.ToString(CultureInfo.InvariantCulture));
}
