import type { Page } from 'playwright';
import { texts } from '../../src/renderer/texts/catalogue';
import { longest } from './until';

const words = texts.playground;

/** Strikes that are timed, after one that is not: a model answers its first question more slowly. */
const strikes = 9;

/** Milliseconds. */
export interface AnswerTime {
  readonly median: number;
  /** Of the fastest third: what the program takes, where others use the machine as well. */
  readonly undisturbed: number;
}

/**
 * Milliseconds from the pointer on a word of the playground's sample to the frame that paints the new answer, as
 * the page itself sees them.
 */
export async function answerTime(page: Page): Promise<AnswerTime> {
  const answer = page.getByRole('region', { name: words.answer.title, exact: true });
  const removed = answer.getByRole('row').filter({ hasText: words.answer.removed('text') });
  await removed.waitFor({ timeout: longest });
  const word = page
    .getByRole('group', { name: words.words.name('text') })
    .getByRole('button')
    .first();
  const times: number[] = [];
  for (let strike = 0; strike <= strikes; strike += 1) {
    const time = removed.evaluate(
      (row) =>
        new Promise<number>((resolve) => {
          let from = 0;
          document.addEventListener('pointerdown', ({ timeStamp }) => (from = timeStamp), {
            capture: true,
            once: true,
          });
          const observer = new MutationObserver(() => {
            observer.disconnect();
            // Two frames: the first one's callbacks run before it is painted.
            requestAnimationFrame(() =>
              requestAnimationFrame((painted) => {
                resolve(painted - from);
              }),
            );
          });
          observer.observe(row, { subtree: true, childList: true, characterData: true });
        }),
    );
    await word.click();
    times.push(await time);
  }
  const sorted = times.slice(1).sort((a, b) => a - b);
  return { median: sorted[Math.floor(strikes / 2)], undisturbed: sorted[Math.floor(strikes / 3)] };
}
