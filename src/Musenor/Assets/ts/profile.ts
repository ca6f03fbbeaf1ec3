/**
 * A mapping profile: what it makes of real rows follows what is typed. Without this, the button « Aperçu » shows the same.
 */
export function previewProfile(page: Document): void {
  const form = page.querySelector<HTMLFormElement>("form[data-preview]");
  let waiting = 0;
  let asked: AbortController | undefined;
  const refresh = async (): Promise<void> => {
    asked?.abort();
    asked = new AbortController();
    try {
      const body = new URLSearchParams();
      new FormData(form!).forEach((value, name) => body.append(name, String(value)));
      const answer = await fetch(form!.dataset.preview!, { method: "POST", body, signal: asked.signal });
      // Something half typed is no mistake yet: the last preview stays.
      const fresh = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("apercu");
      if (fresh) {
        page.getElementById("apercu")?.replaceWith(page.importNode(fresh, true));
      }
    } catch {
      // offline, or asked again meanwhile
    }
  };
  form?.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(refresh, 600);
  });
}
