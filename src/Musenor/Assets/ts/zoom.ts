// The zoom page: OpenSeadragon with buttons, keys and words of our own. Without this script the page shows the image and its download.
import OpenSeadragon from "openseadragon";
import { readRegion, writeRegion } from "./region";

const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const place = document.querySelector<HTMLElement>("[data-zoom]");
if (place) {
  open(place).catch(() => showPlain(place));
}

async function open(zoom: HTMLElement): Promise<void> {
  // At once, so that nothing moves later under a finger or a focus.
  for (const part of zoom.querySelectorAll<HTMLElement>("[data-zooming]")) {
    part.hidden = false;
  }

  const base = zoom.dataset.zoom!;
  const answer = await fetch(`${base}/info.json`);
  if (!answer.ok) {
    throw new Error(`info.json: ${answer.status}`);
  }

  // From the very site that is visited, whatever address it publishes.
  const image = { ...(await answer.json()), id: new URL(base, location.href).href };
  const stage = zoom.querySelector<HTMLElement>(".stage")!;
  // A tree of its own: neither its styles nor ours reach the other.
  const host = document.createElement("div");
  host.style.height = "100%";
  stage.attachShadow({ mode: "open" }).append(host);
  const mark = withoutItsStyle();
  const viewer = OpenSeadragon({
    element: host,
    tileSources: image,
    drawer: "canvas",
    showNavigationControl: false,
    tabIndex: -1,
    animationTime: calm ? 0 : 0.6,
    immediateRender: calm,
    visibilityRatio: 1,
    maxZoomPixelRatio: 1.25,
    minZoomImageRatio: 1,
    gestureSettingsMouse: { scrollToZoom: false },
  });
  mark.remove();
  viewer.addHandler("open-failed", () => showPlain(zoom));
  viewer.addHandler("open", () => follow(viewer));
  letPageScroll(viewer);
  announce(viewer, zoom);
  const act = actions(viewer);
  zoom.addEventListener("click", (event) => {
    const name = (event.target as Element).closest<HTMLElement>("[data-act]")?.dataset.act;
    act[name ?? ""]?.();
  });
  stage.addEventListener("keydown", (event) => onKey(event, act));
  fullScreen(viewer, zoom);
}

/** OpenSeadragon adds a style sheet to the page unless it finds its own: our security policy would refuse it, and its ring of focus is ours. */
function withoutItsStyle(): Element {
  const mark = document.createElementNS("urn:musenor", "style");
  mark.setAttribute("data-openseadragon-mobile-css", "true");
  document.head.append(mark);
  return mark;
}

function actions(viewer: any): Record<string, () => void> {
  const { viewport } = viewer;
  const settle = () => viewport.applyConstraints(calm);
  const zoomBy = (factor: number) => {
    viewport.zoomBy(factor, undefined, calm);
    settle();
  };
  // A quarter of what is seen, along the screen whichever way the image is turned.
  const pan = (x: number, y: number) => {
    const seen = viewport.getBounds();
    const step = new OpenSeadragon.Point((x * seen.width) / 4, (y * seen.height) / 4);
    viewport.panBy(step.rotate(-viewport.getRotation()), calm);
    settle();
  };
  return {
    in: () => zoomBy(1.5),
    out: () => zoomBy(1 / 1.5),
    home: () => {
      viewport.setRotation(0, calm);
      viewport.goHome(calm);
    },
    turn: () => viewport.setRotation((Math.round(viewport.getRotation() / 90) * 90 + 90) % 360, true),
    left: () => pan(-1, 0),
    right: () => pan(1, 0),
    up: () => pan(0, -1),
    down: () => pan(0, 1),
  };
}

const keys: Record<string, string> = {
  ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down", "+": "in", "=": "in", "-": "out", "−": "out", "0": "home", r: "turn", R: "turn",
};

function onKey(event: KeyboardEvent, act: Record<string, () => void>): void {
  const name = keys[event.key];
  if (name && !event.ctrlKey && !event.metaKey && !event.altKey) {
    act[name]();
    event.preventDefault();
  }
}

/** The wheel scrolls the page, except in full screen where there is nothing else to do with it; keys are ours. */
function letPageScroll(viewer: any): void {
  viewer.addHandler("canvas-scroll", (event: any) => {
    event.preventDefault = document.fullscreenElement !== null;
  });
  viewer.addHandler("canvas-key", (event: any) => {
    event.preventDefaultAction = true;
  });
}

/** The address keeps what is shown, so that a detail can be shared; an address that comes with a detail shows it. */
function follow(viewer: any): void {
  const image = viewer.world.getItemAt(0);
  const { x: width, y: height } = image.getContentSize();
  const show = () => {
    const region = readRegion(location.hash, width, height);
    if (region) {
      viewer.viewport.fitBounds(image.imageToViewportRectangle(region.x, region.y, region.width, region.height), true);
    }
  };
  show();
  addEventListener("hashchange", show);
  let waiting = 0;
  viewer.addHandler("viewport-change", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => {
      const seen = image.viewportToImageRectangle(viewer.viewport.getBounds().getBoundingBox());
      history.replaceState(null, "", writeRegion(seen, width, height) ?? location.pathname + location.search);
    }, 300);
  });
}

/** Says what a button or a key did, once it is done. */
function announce(viewer: any, zoom: HTMLElement): void {
  const status = zoom.querySelector<HTMLElement>("[role=status]")!;
  let waiting = 0;
  const say = (text: () => string) => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => {
      status.textContent = text();
    }, 300);
  };
  viewer.addHandler("open", () => {
    const { viewport } = viewer;
    const level = () => zoom.dataset.level!.replace("{0}", String(Math.round((100 * viewport.getZoom(false)) / viewport.getHomeZoom())));
    say(level);
    viewer.addHandler("zoom", () => say(level));
    viewer.addHandler("rotate", (event: any) => say(() => zoom.dataset.turned!.replace("{0}", String(event.degrees))));
  });
}

function fullScreen(viewer: any, zoom: HTMLElement): void {
  const button = zoom.querySelector<HTMLButtonElement>("[data-full]")!;
  if (!document.fullscreenEnabled) {
    button.remove();
    return;
  }

  const [enter, leave] = [button.textContent!, button.dataset.full!];
  button.addEventListener("click", () => (document.fullscreenElement ? document.exitFullscreen() : zoom.requestFullscreen()));
  document.addEventListener("fullscreenchange", () => {
    const isFull = document.fullscreenElement === zoom;
    button.textContent = isFull ? leave : enter;
    viewer.gestureSettingsMouse.scrollToZoom = isFull;
    // Browsers leave the focus nowhere.
    button.focus();
  });
}

/** What the page shows without script, when the script cannot do better. */
function showPlain(zoom: HTMLElement): void {
  for (const part of zoom.querySelectorAll<HTMLElement>("[data-zooming]")) {
    part.hidden = true;
  }

  const { src, alt, width, height } = zoom.querySelector("noscript")!.dataset;
  const image = new Image(Number(width), Number(height));
  [image.src, image.alt] = [src!, alt!];
  const failed = document.createElement("p");
  failed.textContent = zoom.dataset.failed!;
  zoom.append(failed, image);
}
