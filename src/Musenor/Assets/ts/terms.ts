/**
 * Fields that hold several terms parted by « ; »: the browser proposes whole values only, so the terms proposed follow what is already
 * typed. Without this, proposals still come for the first term.
 */
export function proposeNextTerm(page: Document): void {
  for (const input of page.querySelectorAll<HTMLInputElement>("form[data-terms] input[list]")) {
    const terms = Array.from(input.list?.options ?? [], (option) => option.value);
    let before = "";
    input.addEventListener("input", () => {
      const kept = input.value.slice(0, input.value.lastIndexOf(";") + 1);
      if (kept !== before) {
        before = kept;
        terms.forEach((term, i) => {
          input.list!.options[i].value = kept ? `${kept} ${term}` : term;
        });
      }
    });
  }
}
