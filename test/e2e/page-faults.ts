import axe, { type RunOptions } from 'axe-core';
import type { Frame, Page } from 'playwright';

/** What a page does wrong to whoever reads it: not accessible, or wider than the window. */
export async function pageFaults(page: Page, rules: 'all' | 'contrast' = 'all'): Promise<readonly string[]> {
  // Each frame as a page of its own: put together with its page, a long one takes four times as long.
  const violations: string[] = [];
  for (const frame of page.frames()) violations.push(...(await violationsIn(frame, rules)));
  return [...(await page.evaluate(tooWide)), ...violations];
}

async function violationsIn(frame: Frame, rules: 'all' | 'contrast'): Promise<readonly string[]> {
  const options: RunOptions = {
    // What passes is not listed node by node.
    resultTypes: ['violations'],
    iframes: false,
    ...(rules === 'all' ? {} : { runOnly: ['color-contrast'] }),
  };
  await frame.evaluate(axe.source);
  // axe reads a style at one moment and whether the control is disabled at another: where the page changed between,
  // a button that has just been enabled is found faint. A fault of the page is there the next time too.
  for (let time = 1; ; time += 1) {
    const { faults, hasChanged } = await judgedOnce(frame, options);
    if (faults.length === 0 || !hasChanged || time === 5) return faults;
  }
}

async function judgedOnce(
  frame: Frame,
  options: RunOptions,
): Promise<{ readonly faults: readonly string[]; readonly hasChanged: boolean }> {
  return await frame.evaluate(async (wanted) => {
    let hasChanged = false;
    const observer = new MutationObserver(() => (hasChanged = true));
    observer.observe(document, { subtree: true, childList: true, attributes: true });
    const { violations } = await (window as unknown as { readonly axe: typeof axe }).axe.run(document, wanted);
    observer.disconnect();
    const faults = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
    return { faults, hasChanged };
  }, options);
}

/** Runs in the page. What may be scrolled sideways by itself is no fault; what is cut off is. */
function tooWide(): readonly string[] {
  const faults = document.documentElement.scrollWidth > window.innerWidth ? ['The page is wider than the window.'] : [];
  // The page itself is no place of its own: what reaches beyond it is not found.
  const isContained = (element: Element): boolean => {
    for (let above = element.parentElement; above !== null && above.id !== 'page'; above = above.parentElement) {
      if (getComputedStyle(above).overflowX !== 'visible') return true;
    }
    return false;
  };
  const outside = [...document.querySelectorAll('#page *')].filter((element) => {
    const { right, width, height } = element.getBoundingClientRect();
    return width > 1 && height > 1 && right > window.innerWidth + 1 && !isContained(element);
  });
  return [
    ...faults,
    ...outside.slice(0, 3).map((element) => `Beyond the right edge: ${element.outerHTML.slice(0, 160)}`),
  ];
}
