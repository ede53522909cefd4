import type { Locator, Page } from 'playwright';

/** More stops of the Tab key than any page has. */
const mostStops = 400;

/**
 * Goes on by Tab until something has the focus.
 *
 * @throws Error where a stop on the way does not show that it has the focus, and where the Tab key never comes there
 */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let stop = 0; stop < mostStops; stop += 1) {
    await page.keyboard.press('Tab');
    const unseen = await page.evaluate(whereFocusIsUnseen);
    if (unseen !== null) throw new Error(`The focus is not visible at ${unseen} (${page.url()}).`);
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`The Tab key does not come to ${String(target)}.`);
}

/**
 * Runs in the page: looks whether what has the focus, or what stands for it, looks otherwise without it.
 *
 * @returns null where it does; else the element, as markup
 */
async function whereFocusIsUnseen(): Promise<string | null> {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement || focused instanceof SVGElement) || focused === document.body) return null;
  // A frame shows the focus within itself.
  if (focused instanceof HTMLIFrameElement) return null;
  // What has the focus may show it by what stands around it (a field of several parts), beside it (a drawn box for a
  // hidden one), or in it (the active row of a table).
  const around = [1, 2, 3, 4].map((levels) => ancestor(focused, levels));
  const active = document.getElementById(focused.getAttribute('aria-activedescendant') ?? '');
  const shown = [
    focused,
    ...around,
    ...(focused.parentElement?.children ?? []),
    ...focused.children,
    ...(active?.children ?? []),
  ].filter((element) => element !== null);
  function ancestor(element: Element | null, levels: number): Element | null {
    return levels === 0 || element === null ? element : ancestor(element.parentElement, levels - 1);
  }
  const look = (): string =>
    shown
      .map((element) => {
        const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor, top } =
          getComputedStyle(element);
        return [outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor, top].join();
      })
      .join(';');
  // A transition shows its end one frame later, however short it is.
  const frames = (): Promise<unknown> =>
    new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  await frames();
  const box = focused.getBoundingClientRect();
  const withFocus = look();
  focused.blur();
  await frames();
  const without = look();
  focused.focus();
  const inView = box.bottom > 0 && box.top < window.innerHeight && box.right > 0 && box.left < window.innerWidth;
  return withFocus !== without && inView ? null : focused.outerHTML.slice(0, 200);
}
