// The page of an import under way: asked every 2 s at first, then up to every 10 s. Without this script the page reloads itself.

interface Progress {
  state: string;
  share: number;
  said: string;
  under_way: boolean;
}

const first = 2_000;
const last = 10_000;
const saidEvery = 10_000;

export function followProgress(page: Document): void {
  const place = page.querySelector<HTMLElement>("[data-progress]");
  if (!place) {
    return;
  }

  const bar = place.querySelector("progress")!;
  const text = place.querySelector<HTMLElement>("[data-said]")!;
  const status = place.querySelector<HTMLElement>("[role=status]")!;
  let wait = first;
  let told = Date.now();
  let state = "";

  const ask = async (): Promise<void> => {
    try {
      const answer = await fetch(place.dataset.progress!, { headers: { Accept: "application/json" } });
      if (answer.ok) {
        const now = (await answer.json()) as Progress;
        if (!now.under_way || (state && now.state !== state)) {
          location.reload();
          return;
        }

        wait = now.said === text.textContent ? Math.min(last, wait * 1.5) : first;
        state = now.state;
        if (now.share > 0) {
          bar.value = now.share;
        }

        text.textContent = now.said;
        // Read aloud now and then only.
        if (Date.now() - told >= saidEvery) {
          told = Date.now();
          status.textContent = now.said;
        }
      } else if (answer.status === 401 || answer.status === 403 || answer.status === 404) {
        return;
      }
    } catch {
      wait = last; // the network comes back
    }

    setTimeout(() => void ask(), wait);
  };

  setTimeout(() => void ask(), wait);
}

// A part of a page that moves by itself (a change by lot, a package): fetched again and put in its place; once it is gone, the page is whole.
export function followPart(page: Document): void {
  const place = page.querySelector<HTMLElement>("[data-moving]");
  if (!place) {
    return;
  }

  let wait = first;
  const ask = async (): Promise<void> => {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (!answer.ok || answer.redirected) {
        return;
      }

      const now = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector<HTMLElement>("[data-moving]");
      if (!now) {
        location.reload();
        return;
      }

      // Nobody's focus is taken away: only the bar and its words are written again.
      for (const [from, to] of [...now.querySelectorAll<HTMLElement>("[data-part]")].map((part, i) => [part, place.querySelectorAll<HTMLElement>("[data-part]")[i]] as const)) {
        if (to && to.innerHTML !== from.innerHTML) {
          to.replaceChildren(...from.childNodes);
          wait = first;
        }
      }
    } catch {
      wait = last; // the network comes back
    }

    wait = Math.min(last, wait * 1.25);
    setTimeout(() => void ask(), wait);
  };

  setTimeout(() => void ask(), wait);
}
