/** Remembers, for the visit, which facets a reader opened or closed: the next page shows them the same. */
export function keepFacetsOpen(page: Document): void {
  for (const facet of page.querySelectorAll<HTMLDetailsElement>(".facets details[id]")) {
    const key = `facet:${facet.id}`;
    const kept = read(key);
    if (kept !== null) {
      facet.open = kept === "1";
    }

    facet.addEventListener("toggle", () => write(key, facet.open ? "1" : "0"));
  }
}

// Storage may be forbidden by the browser's settings: then nothing is remembered, and nothing breaks.
function read(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // see above
  }
}
