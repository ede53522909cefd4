import { expect, test } from 'vitest';
import { texts } from '../../src/renderer/texts/catalogue';
import { planHash } from '../../src/shared/plan/plan-hash';
import { fusionsPlan } from '../../src/shared/planning/fusions-plan';
import { hardeningPlan } from '../../src/shared/planning/hardening-plan';
import { chromiumProgram, describeWith, needsChromium } from './programs';
import { sharedWindow } from './shared-window';
import { button, goToPage, runShown } from './steps';
import { longest, until } from './until';

const words = texts.start.hardening;
const builder = texts.builder;

describeWith('The study of hardening, in the window', chromiumProgram, needsChromium, () => {
  const lab = sharedWindow(() => Promise.resolve());

  test('the long form is a draft: ten seeds, all compared with the plain one, one set of baselines', async () => {
    const { page } = lab();
    const long = hardeningPlan('full');
    await goToPage(page, 'start');
    await button(page, words.long).click();
    await page.getByRole('heading', { level: 1, name: long.name, exact: true }).waitFor({ timeout: longest });
    const reference = page.getByRole('combobox', { name: builder.subjects.reference });
    await reference.waitFor({ timeout: longest });
    expect(await reference.inputValue()).toBe(long.reference);
    const baselines = page.getByRole('checkbox', { name: builder.subjects.baselines });
    expect(await baselines.isChecked()).toBe(true);
    const seeds = page.getByRole('textbox', { name: builder.seeds.training });
    expect(await seeds.inputValue()).toBe(long.seeds.join(', '));
    await page.getByText(builder.summary.sound, { exact: true }).waitFor({ timeout: longest });
    // Seven models per seed: five subjects and two baselines, until each subject wants its own again.
    const models = page.getByRole('row', { name: /^Models \d/u });
    await models.getByText(builder.summary.modelsOf('70', '70')).waitFor({ timeout: longest });
    await baselines.uncheck();
    await models.getByText(builder.summary.modelsOf('150', '150')).waitFor({ timeout: longest });
    await reference.click();
    await page.getByRole('option', { name: builder.subjects.everyPair, exact: true }).click();
    expect(await reference.inputValue()).toBe(builder.subjects.everyPair);
    // Ten seeds are enough for four comparisons under each attack, not for ten.
    await page.getByText(builder.summary.doubtful, { exact: true }).waitFor({ timeout: longest });
    await page.getByText(/has 10 training seeds, by which none of \d+ comparisons/u).waitFor();
  });

  test('the long form of fusions is a draft in which each model names whom it is compared with', async () => {
    const { page } = lab();
    const long = fusionsPlan('full');
    await goToPage(page, 'start');
    await button(page, texts.start.fusions.long).click();
    await page.getByRole('heading', { level: 1, name: long.name, exact: true }).waitFor({ timeout: longest });
    await page.getByText(builder.summary.sound, { exact: true }).waitFor({ timeout: longest });
    // 36 subjects and two baselines of each of eleven seeds; shared encoders are those of subjects.
    const models = page.getByRole('row', { name: /^Models \d/u });
    await models.getByText(builder.summary.modelsOf('418', '418')).waitFor({ timeout: longest });
    const name = 'DEQ · ablated';
    await button(page, name).click();
    await button(page, builder.subjects.moreOf(name)).click();
    const others = page.getByRole('combobox', { name: builder.subjects.comparedWith });
    // With nothing typed its input has no width to click on.
    await others.focus();
    await others.press('ArrowDown');
    const options = page.getByRole('option', { selected: true });
    await options.first().waitFor({ timeout: longest });
    expect(await options.allTextContents()).toEqual(['DEQ', 'concat · ablated']);
    await page.getByRole('option', { name: 'late', exact: true }).click();
    await page.getByText(builder.summary.sound, { exact: true }).waitFor({ timeout: longest });
  });

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
