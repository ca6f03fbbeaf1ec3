/** A password is typed with fewer mistakes when it can be seen: a button beside the field, where there is a script to show it. */
export function revealPasswords(page: Document): void {
  for (const button of page.querySelectorAll<HTMLButtonElement>("button.reveal")) {
    const field = page.getElementById(button.getAttribute("aria-controls")!) as HTMLInputElement;
    button.hidden = false;
    button.addEventListener("click", () => {
      const shown = field.type === "text";
      field.type = shown ? "password" : "text";
      button.textContent = (shown ? button.dataset.show : button.dataset.hide)!;
    });
    // A browser offers to keep what is in a password field only.
    field.form?.addEventListener("submit", () => (field.type = "password"));
  }
}
