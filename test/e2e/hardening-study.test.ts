import { expect, test } from 'vitest';
import { texts } from '../../src/renderer/texts/catalogue';
import { planHash } from '../../src/shared/plan-hash';
import { hardeningPlan } from '../../src/shared/planning/hardening-plan';
import { chromiumProgram, describeWith, needsChromium } from './programs';
import { sharedWindow } from './shared-window';
import { button, goToPage, runShown } from './steps';
import { longest, until } from './until';

const words = texts.start.hardening;

describeWith('The study of hardening, in the window', chromiumProgram, needsChromium, () => {
  const lab = sharedWindow(() => Promise.resolve());

  test('the quick form is started by one click, and its card leads to it', async () => {
    const { page, ask } = lab();
    const quick = hardeningPlan('quick');
    await goToPage(page, 'start');
    await button(page, words.run).click();
    const run = await runShown(page);
    await page.getByRole('heading', { level: 1, name: quick.name, exact: true }).waitFor({ timeout: longest });
    const { summary } = await ask('runs.show', { run });
    expect(summary.planHash).toBe(planHash(quick));
    await goToPage(page, 'start');
    const watch = page.getByRole('link', { name: words.watch, exact: true });
    await watch.waitFor({ timeout: longest });
    await watch.click();
    expect(await runShown(page)).toBe(run);
    await button(page, texts.runs.queue.of(texts.runs.queue.stop, quick.name)).click();
    await goToPage(page, 'start');
    await until(async () => (await page.getByRole('link', { name: words.open, exact: true }).count()) === 1);
  });
});
