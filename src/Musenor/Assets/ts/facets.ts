/** Remembers, for the visit, which facets a reader opened or closed: the next page shows them the same. */
export function keepFacetsOpen(page: Document): void {
  for (const facet of page.querySelectorAll<HTMLDetailsElement>("details[data-facet]")) {
    const key = `facet:${facet.dataset.facet}`;
    const kept = read(key);
    // A facet that holds a chosen value stays open: what filters the page is never hidden.
    if (kept === "1" || (kept === "0" && !facet.querySelector(":checked"))) {
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
