// Passkeys, the one thing of the site that cannot be had without a script: its forms stay hidden where the browser does not know how.
interface PasskeyJson {
  parseCreationOptionsFromJSON?(json: unknown): PublicKeyCredentialCreationOptions;
  parseRequestOptionsFromJSON?(json: unknown): PublicKeyCredentialRequestOptions;
}

const keys = (globalThis as { PublicKeyCredential?: unknown }).PublicKeyCredential as PasskeyJson | undefined;

if (keys?.parseCreationOptionsFromJSON && keys.parseRequestOptionsFromJSON) {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void send(form);
    });
  }

  for (const absent of document.querySelectorAll<HTMLElement>("[data-passkey-absent]")) {
    absent.hidden = true;
  }
}

/** Asks the site what to ask the device, asks the device, and sends the form with its answer. */
async function send(form: HTMLFormElement): Promise<void> {
  const asked = await fetch(form.dataset.options!, { method: "POST", body: new URLSearchParams(new FormData(form) as unknown as Record<string, string>) }).catch(() => undefined);
  if (!asked) {
    tell(form); // no network
    return;
  }

  if (asked.status === 422) {
    tell(form, ((await asked.json()) as { problem: string }).problem);
    return;
  }

  if (asked.ok) {
    try {
      const options: unknown = await asked.json();
      const credential = form.dataset.passkey === "create"
        ? await navigator.credentials.create({ publicKey: keys!.parseCreationOptionsFromJSON!(options) })
        : await navigator.credentials.get({ publicKey: keys!.parseRequestOptionsFromJSON!(options) });
      (form.elements.namedItem("credential") as HTMLInputElement).value = JSON.stringify(credential);
    } catch {
      // The person gave up, or the device has no such key.
      tell(form);
      return;
    }
  }

  // Without an answer the site says what is wrong.
  form.submit();
}

function tell(form: HTMLFormElement, problem?: string): void {
  const failed = form.querySelector<HTMLElement>("[data-passkey-failed]")!;
  failed.textContent = problem ?? failed.dataset.passkeyFailed!;
}
