/** A detail of an image in the address of the page: « #xywh=10,20,300,200 » (Media Fragments URI 1.0 §4.2.2), in pixels or in hundredths. */
export interface Region {
  x: number;
  y: number;
  width: number;
  height: number;
}

export function readRegion(hash: string, width: number, height: number): Region | null {
  const found = /[#&]xywh=(?:(pixel|percent):)?([\d.]+),([\d.]+),([\d.]+),([\d.]+)/.exec(hash);
  if (!found) {
    return null;
  }

  const [x, y, w, h] = found.slice(2).map(Number);
  const isPercent = found[1] === "percent";
  const region = isPercent
    ? { x: (x * width) / 100, y: (y * height) / 100, width: (w * width) / 100, height: (h * height) / 100 }
    : { x, y, width: w, height: h };
  return region.width > 0 && region.height > 0 && region.x < width && region.y < height ? region : null;
}

/** Cut at the edges of the image; null when all of it shows. */
export function writeRegion(region: Region, width: number, height: number): string | null {
  const [left, top] = [Math.max(0, Math.round(region.x)), Math.max(0, Math.round(region.y))];
  const right = Math.min(width, Math.round(region.x + region.width));
  const bottom = Math.min(height, Math.round(region.y + region.height));
  const isWhole = left === 0 && top === 0 && right === width && bottom === height;
  return isWhole || right <= left || bottom <= top ? null : `#xywh=${left},${top},${right - left},${bottom - top}`;
}
