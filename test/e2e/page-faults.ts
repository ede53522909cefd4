import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright';

/** What a page does wrong to whoever reads it: not accessible, or wider than the window. */
export async function pageFaults(page: Page, rules: 'all' | 'contrast' = 'all'): Promise<readonly string[]> {
  // What passes is not listed node by node. A page without frames is looked at in itself: beside another page, which is
  // how frames are told apart, it takes four times as long.
  const axe = new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .setLegacyMode(page.frames().length === 1);
  const { violations } = await (rules === 'all' ? axe : axe.withRules('color-contrast')).analyze();
  return [
    ...(await page.evaluate(tooWide)),
    ...violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
  ];
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
