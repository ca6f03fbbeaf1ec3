/**
 * Two states of a work, before and after: over one another, with a slider between them. Side by side stays below, for those who prefer it;
 * without a script it is all there is. The slider is the browser's own: keys, touch and screen readers come with it.
 */
// Where the slider stands is a rule of a sheet of its own: no style is written in the page.
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
const cuts: string[] = [];

for (const pair of document.querySelectorAll<HTMLElement>("[data-compare]")) {
  const [before, after] = [...pair.querySelectorAll("img")];
  if (!before || !after) continue;
  const box = document.createElement("div");
  box.className = "compare";
  const stack = document.createElement("div");
  const number = cuts.push("50") - 1;
  stack.className = `stack stack-${number}`;
  // Both are described below: here they would be read twice.
  const [under, over] = [after, before].map((image) => {
    const copy = image.cloneNode() as HTMLImageElement;
    copy.alt = "";
    copy.sizes = "(min-width:60rem) 44rem,92vw";
    return copy;
  });
  over.className = "over";
  stack.append(under, over);
  const label = document.createElement("label");
  const range = document.createElement("input");
  range.type = "range";
  range.max = "100";
  range.value = "50";
  label.append(pair.dataset.label!, range);
  const show = () => {
    cuts[number] = range.value;
    sheet.replaceSync(cuts.map((cut, i) => `.stack-${i}{--cut:${Number(cut)}%}`).join(""));
    range.setAttribute("aria-valuetext", pair.dataset.value!.replace("{0}", range.value));
  };
  range.addEventListener("input", show);
  show();
  box.append(stack, label);
  pair.before(box);
}

export {};
