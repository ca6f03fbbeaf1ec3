using FsCheck;
using FsCheck.Fluent;
using Heritage.Standards.Iiif;
using Xunit;

namespace Heritage.Standards.Tests.Iiif;

/// <summary>Image API 3.0 §4 on an image of 6000 × 4000, shown at most 3000 × 3000 and 6 megapixels.</summary>
public sealed class ImageRequestTests
{
    private static readonly ImageLimits Limits = new(3000, 3000, 6_000_000);
    private static readonly ImageLimits None = new(100_000, 100_000, long.MaxValue);

    [Theory]
    // §4.1
    [InlineData("full/600,/0/default.jpg", "full/600,400/0/default.jpg")]
    [InlineData("square/100,/0/default.jpg", "1000,0,4000,4000/100,100/0/default.jpg")]
    [InlineData("0,0,6000,4000/600,/0/default.jpg", "full/600,400/0/default.jpg")]
    [InlineData("10,20,30,40/max/0/default.jpg", "10,20,30,40/max/0/default.jpg")]
    [InlineData("5900,3900,500,500/max/0/default.jpg", "5900,3900,100,100/max/0/default.jpg")]
    [InlineData("pct:0,0,100,100/600,/0/default.jpg", "full/600,400/0/default.jpg")]
    [InlineData("pct:41.6,7.5,40,70/max/0/default.jpg", "2496,300,2400,2800/max/0/default.jpg")]
    [InlineData("pct:.5,0,50.,10/max/0/default.jpg", "30,0,3000,400/max/0/default.jpg")]
    [InlineData("0,0,99999999999999999999,10/30,/0/default.jpg", null)]
    // §4.2
    [InlineData("full/max/0/default.jpg", "full/max/0/default.jpg")]
    [InlineData("full/,400/0/default.jpg", "full/600,400/0/default.jpg")]
    [InlineData("full/pct:10/0/default.jpg", "full/600,400/0/default.jpg")]
    [InlineData("full/300,300/0/default.jpg", "full/300,300/0/default.jpg")]
    [InlineData("full/!300,300/0/default.jpg", "full/300,200/0/default.jpg")]
    [InlineData("0,0,200,100/!300,300/0/default.jpg", "0,0,200,100/max/0/default.jpg")]
    [InlineData("full/3000,2000/0/default.jpg", "full/max/0/default.jpg")]
    // §4.3, 4.4, 4.5
    [InlineData("full/600,/90/gray.png", "full/600,400/90/gray.png")]
    [InlineData("full/600,/!180/bitonal.webp", "full/600,400/!180/bitonal.webp")]
    [InlineData("full/600,/360/color.jpg", "full/600,400/0/color.jpg")]
    [InlineData("full/600,/!0/default.jpg", "full/600,400/!0/default.jpg")]
    public void Requests_that_mean_the_same_have_one_name(string request, string? canonical)
    {
        var (plan, fault) = Plan(request);
        if (canonical is null)
        {
            Assert.NotNull(fault);
            return;
        }

        Assert.Null(fault);
        Assert.Equal(canonical, plan!.Canonical);
        // The canonical name is a request too, and names itself.
        Assert.Equal(canonical, Plan(canonical).Value!.Canonical);
    }

    [Theory]
    [InlineData("0,0,0,10/max/0/default.jpg")]
    [InlineData("0,0,10,0/max/0/default.jpg")]
    [InlineData("6000,0,10,10/max/0/default.jpg")]
    [InlineData("0,4000,10,10/max/0/default.jpg")]
    [InlineData("-1,0,10,10/max/0/default.jpg")]
    [InlineData("1,0,10/max/0/default.jpg")]
    [InlineData("1,0,10,10,10/max/0/default.jpg")]
    [InlineData("1.5,0,10,10/max/0/default.jpg")]
    [InlineData("pct:0,0,0,10/max/0/default.jpg")]
    [InlineData("pct:100,0,10,10/max/0/default.jpg")]
    [InlineData("pct:1e1,0,10,10/max/0/default.jpg")]
    [InlineData("pct:.,0,10,10/max/0/default.jpg")]
    [InlineData("Full/max/0/default.jpg")]
    [InlineData("/max/0/default.jpg")]
    [InlineData("full/full/0/default.jpg")]
    [InlineData("full/0,/0/default.jpg")]
    [InlineData("full/,0/0/default.jpg")]
    [InlineData("full/!0,10/0/default.jpg")]
    [InlineData("full/pct:0/0/default.jpg")]
    [InlineData("full/pct:101/0/default.jpg")]
    [InlineData("full/6001,/0/default.jpg")]
    [InlineData("0,0,10,10/11,/0/default.jpg")]
    [InlineData("0,0,10,10/5,11/0/default.jpg")]
    [InlineData("full/3001,/0/default.jpg")]
    [InlineData("full/2999,2999/0/default.jpg")]
    [InlineData("full/!10,/0/default.jpg")]
    [InlineData("full/,/0/default.jpg")]
    [InlineData("full/10/0/default.jpg")]
    [InlineData("full/-10,/0/default.jpg")]
    [InlineData("full/ 10,/0/default.jpg")]
    [InlineData("full/max/45/default.jpg")]
    [InlineData("full/max/450/default.jpg")]
    [InlineData("full/max/-90/default.jpg")]
    [InlineData("full/max/!/default.jpg")]
    [InlineData("full/max/90!/default.jpg")]
    [InlineData("full/max/a/default.jpg")]
    [InlineData("full/max/0/native.jpg")]
    [InlineData("full/max/0/default.tif")]
    [InlineData("full/max/0/default.JPG")]
    [InlineData("full/max/0/default")]
    [InlineData("full/max/0/.jpg")]
    public void What_the_clauses_do_not_allow_is_wrong(string request)
    {
        var (plan, fault) = Plan(request);
        Assert.Null(plan);
        Assert.Equal(400, fault!.Status);
        Assert.False(string.IsNullOrWhiteSpace(fault.Problem));
    }

    [Theory]
    [InlineData("full/^max/0/default.jpg")]
    [InlineData("full/^7000,/0/default.jpg")]
    [InlineData("full/^!700,700/0/default.jpg")]
    [InlineData("full/^pct:200/0/default.jpg")]
    public void Enlargements_are_understood_and_not_offered(string request) => Assert.Equal(501, Plan(request).Fault!.Status);

    [Fact]
    public void An_enlargement_that_is_badly_written_is_wrong() => Assert.Equal(400, Plan("full/^full/0/default.jpg").Fault!.Status);

    [Fact]
    public void Whatever_is_sent_is_judged_and_never_thrown() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<(NonNull<string>, NonNull<string>, NonNull<string>, NonNull<string>)>(),
        t =>
        {
            var (request, fault) = ImageRequest.Parse(t.Item1.Get, t.Item2.Get, t.Item3.Get, t.Item4.Get);
            return request is null == (fault is { Status: 400 });
        }));

    [Fact]
    public void A_plan_stays_within_the_image_and_the_limits() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(0, 7000).Four().Two().ToArbitrary(),
        t =>
        {
            var ((x, y, w, h), (width, height, fullWidth, fullHeight)) = t;
            var (plan, _) = ImageRequest.Parse($"{x},{y},{w},{h}", $"!{width},{height}", "0", "default.jpg").Value!.On(Math.Max(1, fullWidth), Math.Max(1, fullHeight), Limits);
            return plan is null
                || (plan.Crop.X + plan.Crop.Width <= plan.FullWidth && plan.Crop.Y + plan.Crop.Height <= plan.FullHeight
                    && plan.Width is > 0 && plan.Height is > 0 && plan.Width <= Math.Min(width, plan.Crop.Width) && plan.Height <= Math.Min(height, plan.Crop.Height)
                    && Limits.Allow(plan.Width, plan.Height));
        }));

    [Fact]
    public void The_largest_size_keeps_limits_and_proportions() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(1, 40_000).Two().ToArbitrary(),
        t =>
        {
            var (width, height) = Limits.Largest(t.Item1, t.Item2);
            return Limits.Allow(width, height) && width <= t.Item1 && height <= t.Item2
                && Math.Abs(((double)width / t.Item1 * t.Item2) - height) <= 1 + ((double)t.Item2 / t.Item1);
        }));

    [Fact]
    public void Information_holds_what_the_clause_requires()
    {
        var document = ImageInformation.Of("https://example.org/iiif/3/abc", 6000, 4001, None, 256, "http://creativecommons.org/publicdomain/zero/1.0/");
        Assert.Equal("http://iiif.io/api/image/3/context.json", document["@context"]);
        Assert.Equal("https://example.org/iiif/3/abc", document["id"]);
        Assert.Equal(("ImageService3", "http://iiif.io/api/image", "level2"), (document["type"], document["protocol"], document["profile"]));
        Assert.Equal((6000, 4001), (document["width"], document["height"]));
        Assert.Equal([1, 2, 4, 8, 16, 32], ImageInformation.ScaleFactors(6000, 4001, 256));
        var sizes = (Dictionary<string, object>[])document["sizes"];
        Assert.Equal((188, 126), (sizes[0]["width"], sizes[0]["height"]));
        Assert.Equal((6000, 4001), (sizes[^1]["width"], sizes[^1]["height"]));
    }

    [Fact]
    public void Sizes_above_the_limits_are_not_proposed() =>
        Assert.All((Dictionary<string, object>[])ImageInformation.Of("x", 6000, 4000, Limits, 256)["sizes"], s => Assert.True(Limits.Allow((int)s["width"], (int)s["height"])));

    private static Judged<ImagePlan> Plan(string request)
    {
        var parts = request.Split('/');
        var (asked, fault) = ImageRequest.Parse(parts[0], parts[1], parts[2], parts[3]);
        return asked is null ? fault! : asked.On(6000, 4000, Limits);
    }
}
