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

let channel: BroadcastChannel | undefined;
let status: HTMLElement | undefined;

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
  source.onmessage = (event: MessageEvent<string>) => {
    void hear(link, [JSON.parse(event.data) as Announcement]);
  };
  source.onerror = () => {
    // CLOSED: the server refused, or a proxy keeps streams back. Else the browser comes back by itself.
    if (source.readyState === EventSource.CLOSED) {
      window.setTimeout(() => void poll(link), pollEvery);
    }
  };
}

async function poll(link: HTMLAnchorElement): Promise<void> {
  const answer = await fetch(`${address}.json${since()}`, { headers: { accept: "application/json" } }).catch(() => undefined);
  if (answer && (answer.status === 401 || answer.status === 403)) {
    return; // signed out
  }

  if (answer?.ok) {
    const { last, resync, events } = (await answer.json()) as { last: number; resync: boolean; events: Announcement[] };
    await hear(link, resync ? [...events, { id: last, type: "resync", about: "" }] : events);
    remember(last);
  }

  window.setTimeout(() => void poll(link), pollEvery);
}

async function hear(link: HTMLAnchorElement, events: Announcement[]): Promise<void> {
  for (const event of events) {
    remember(event.id);
    document.dispatchEvent(new CustomEvent("musenor:live", { detail: event }));
  }

  if (!events.some((event) => ["message", "read", "resync"].includes(event.type))) {
    return;
  }

  const answer = await fetch("/compte/messages.json", { headers: { accept: "application/json" } }).catch(() => undefined);
  if (answer?.ok) {
    const told = { ...((await answer.json()) as Unread), news: events.some((event) => event.type === "message") };
    show(link, told, told.news);
    channel?.postMessage(told);
  }
}

function show(link: HTMLAnchorElement, told: Unread, news: boolean): void {
  link.textContent = told.label;
  if (news && status && told.unread > 0) {
    status.textContent = told.said;
  }
}

function remember(id: number): void {
  sessionStorage.setItem(kept, String(id));
}

function since(): string {
  const id = sessionStorage.getItem(kept);
  return id ? `?depuis=${id}` : "";
}
