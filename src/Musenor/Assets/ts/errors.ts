/** After a refused form the focus goes to the summary of errors, so that a screen reader starts there. */
export function focusOnErrors(page: Document): void {
  page.querySelector<HTMLElement>(".errors[tabindex]")?.focus();
}
