import type { Page } from 'playwright';

/** Milliseconds without a change: longer than a wait says nothing about itself (`Pending`). */
const quiet = 450;

/** Waits until the page shown changes no more and waits for nothing. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(
    (pause) =>
      new Promise<void>((resolve) => {
        const shown = document.getElementById('page') ?? document.body;
        let timer = setTimeout(done, pause);
        const observer = new MutationObserver(again);
        observer.observe(shown, { subtree: true, childList: true, characterData: true, attributes: true });
        function again(): void {
          clearTimeout(timer);
          timer = setTimeout(done, pause);
        }
        function done(): void {
          if (shown.querySelector('.mantine-Loader-root') === null) {
            observer.disconnect();
            resolve();
          } else again();
        }
      }),
    quiet,
  );
}
