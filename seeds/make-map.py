#!/usr/bin/env python3
"""Draws seeds/hauts-de-france.map.json from the outlines of IGN Admin Express (Licence Ouverte), read beside the repository.

    python3 seeds/make-map.py [../shared/data/geo/departements.geojson]

Shared borders are cut at the points where three outlines meet and simplified once, so that neighbours still touch.
"""
import json
import math
import pathlib
import sys

WIDTH, MARGIN, TOLERANCE, SMALLEST_ISLAND = 800, 20, 0.9, 12

here = pathlib.Path(__file__).resolve().parent
source = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else here.parent / "../shared/data/geo/departements.geojson"
features = json.loads(source.read_text(encoding="utf-8"))["features"]


def rings(geometry):
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [[tuple(p) for p in ring[:-1]] for polygon in polygons for ring in polygon]


outlines = {f["properties"]["code"]: rings(f["geometry"]) for f in features}
points = [p for all_rings in outlines.values() for ring in all_rings for p in ring]
west, east = min(p[0] for p in points), max(p[0] for p in points)
south, north = min(p[1] for p in points), max(p[1] for p in points)
# Equirectangular: at this size it differs from Lambert 93 by less than a pixel.
squeeze = math.cos(math.radians((south + north) / 2))
scale = (WIDTH - 2 * MARGIN) / ((east - west) * squeeze)


def project(p):
    return MARGIN + (p[0] - west) * squeeze * scale, MARGIN + (north - p[1]) * scale


owners = {}
for code, all_rings in outlines.items():
    for ring in all_rings:
        for p in ring:
            owners.setdefault(p, set()).add(code)


def simplify(line):
    """Douglas and Peucker, on projected points."""
    if len(line) < 3:
        return line
    (ax, ay), (bx, by) = project(line[0]), project(line[-1])
    length = math.hypot(bx - ax, by - ay)
    far, at = 0, 0
    for i in range(1, len(line) - 1):
        x, y = project(line[i])
        d = abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length if length else math.hypot(x - ax, y - ay)
        if d > far:
            far, at = d, i
    if far <= TOLERANCE:
        return [line[0], line[-1]]
    return simplify(line[: at + 1])[:-1] + simplify(line[at:])


def arcs(ring):
    """The ring cut where the set of owners changes: each arc is the same for both neighbours."""
    cuts = [i for i in range(len(ring)) if owners[ring[i]] != owners[ring[i - 1]] or len(owners[ring[i]]) > 2]
    if not cuts:
        cuts = [0, len(ring) // 2]
    elif len(cuts) == 1:
        cuts.append((cuts[0] + len(ring) // 2) % len(ring))
        cuts.sort()
    for a, b in zip(cuts, cuts[1:] + [cuts[0] + len(ring)]):
        yield [ring[i % len(ring)] for i in range(a, b + 1)]


def draw(ring):
    kept = []
    for arc in arcs(ring):
        # One direction for both neighbours, or they would not be simplified alike.
        backwards = arc[0] > arc[-1]
        simple = simplify(arc[::-1] if backwards else arc)
        kept += (simple[::-1] if backwards else simple)[:-1]
    xs = [tuple(round(v) for v in project(p)) for p in kept]
    xs = [p for i, p in enumerate(xs) if p != xs[i - 1]]
    box = [max(p[i] for p in xs) - min(p[i] for p in xs) for i in (0, 1)]
    if len(xs) < 3 or max(box) < SMALLEST_ISLAND:
        return ""
    (x, y), path = xs[0], ""
    path = f"M{x} {y}l"
    for nx, ny in xs[1:]:
        path += f"{nx - x} {ny - y} "
        x, y = nx, ny
    return path.strip().replace(" -", "-") + "z"


departments = [
    {"code": f["properties"]["code"], "name": f["properties"]["nom"], "path": "".join(draw(r) for r in outlines[f["properties"]["code"]])}
    for f in sorted(features, key=lambda f: f["properties"]["code"])
]
drawing = {
    "source": "IGN, Admin Express (2018), Licence Ouverte",
    "region": "Hauts-de-France",
    "width": WIDTH,
    "height": round((north - south) * scale + 2 * MARGIN),
    "margin": MARGIN, "west": west, "north": north, "squeeze": round(squeeze, 8), "scale": round(scale, 6),
    "departments": departments,
}
text = json.dumps(drawing, ensure_ascii=False, indent=1)
(here / "hauts-de-france.map.json").write_text(text + "\n", encoding="utf-8")
print(len(text.encode()), "bytes")
