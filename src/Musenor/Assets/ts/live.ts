// Announcements of the server (/compte/evenements): one connection for all pages of a browser. They say that something moved, never what:
// the page asks for what it shows. Without this script nothing is missing but the update of an open page.

interface Announcement {
  id: number;
  type: string;
  about: string;
}

interface Unread {
  unread: number;
  label: string;
  said: string;
}

const address = "/compte/evenements";
const kept = "musenor-live";
const pollEvery = 20_000;
const polls = 6;

let channel: BroadcastChannel | undefined;
let status: HTMLElement | undefined;
let asking = false;
let asked = false;
let news = false;
// Where the browser forbids to keep anything: for this page alone.
let last = "";

export function followEvents(page: Document): void {
  const link = page.querySelector<HTMLAnchorElement>('header a[href="/compte/messages"]');
  if (!link || !("EventSource" in window) || !("BroadcastChannel" in window)) {
    return;
  }

  status = page.createElement("p");
  status.setAttribute("role", "status");
  status.className = "vh";
  page.body.append(status);
  channel = new BroadcastChannel(kept);
  channel.onmessage = (told: MessageEvent<Unread & { news: boolean }>) => show(link, told.data, told.data.news);

  const lead = () => listen(link);
  if (navigator.locks) {
    // Whoever holds the lock listens for all; when its page closes, another one takes over.
    void navigator.locks.request(kept, () => {
      lead();
      return new Promise<void>(() => undefined);
    });
  } else {
    lead();
  }
}

function listen(link: HTMLAnchorElement): void {
  const source = new EventSource(address + since());
  let told = Date.now();
  source.onmessage = (event: MessageEvent<string>) => {
    told = Date.now();
    void hear(link, [JSON.parse(event.data) as Announcement]);
  };
  source.onerror = () => {
    // CLOSED: the server refused, or a proxy keeps streams back. Else the browser comes back by itself.
    if (source.readyState === EventSource.CLOSED) {
      later(() => void poll(link, Date.now() - told > pollEvery ? polls : 0));
    }
  };
}

// Pages that lost the server together do not come back together.
function later(what: () => void): void {
  window.setTimeout(what, pollEvery * (1 + Math.random() / 2));
}

// After some questions, the stream again: what kept it back may have been a server that started anew.
async function poll(link: HTMLAnchorElement, left: number): Promise<void> {
  if (document.hidden) {
    document.addEventListener("visibilitychange", () => void poll(link, left), { once: true });
    return;
  }

  if (left === 0) {
    listen(link);
    return;
  }

  const answer = await fetch(`${address}.json${since()}`, { headers: { accept: "application/json" } }).catch(() => undefined);
  if (answer && (answer.status === 401 || answer.status === 403)) {
    return; // signed out
  }

  if (answer?.ok) {
    const { last: seen, resync, events } = (await answer.json()) as { last: number; resync: boolean; events: Announcement[] };
    await hear(link, resync ? [...events, { id: seen, type: "resync", about: "" }] : events);
    remember(seen);
  }

  later(() => void poll(link, left - 1));
}

async function hear(link: HTMLAnchorElement, events: Announcement[]): Promise<void> {
  for (const event of events) {
    remember(event.id);
  }

  if (!events.some((event) => ["message", "read", "resync"].includes(event.type))) {
    return;
  }

  news ||= events.some((event) => event.type === "message");
  // Two hundred announcements are answered by one question, and one more for those that came during it.
  asked = true;
  if (asking) {
    return;
  }

  asking = true;
  while (asked) {
    asked = false;
    const answer = await fetch("/compte/messages.json", { headers: { accept: "application/json" } }).catch(() => undefined);
    if (answer?.ok) {
      const told = { ...((await answer.json()) as Unread), news };
      news = false;
      show(link, told, told.news);
      channel?.postMessage(told);
    }
  }

  asking = false;
}

function show(link: HTMLAnchorElement, told: Unread, news: boolean): void {
  link.textContent = told.label;
  if (news && status && told.unread > 0) {
    status.textContent = told.said;
  }
}

// Common to all pages of the browser: the one that takes over goes on where the other stopped.
function remember(id: number): void {
  last = String(id);
  try {
    localStorage.setItem(kept, last);
  } catch {
    // Forbidden, or full.
  }
}

function since(): string {
  try {
    last = localStorage.getItem(kept) ?? last;
  } catch {
    // Forbidden.
  }

  return last ? `?depuis=${last}` : "";
}
