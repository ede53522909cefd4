import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { texts } from '../../src/renderer/texts/catalogue';
import { longPlan } from '../support/long-study';
import { tinyPlan } from '../support/tiny-study';
import { pageFaults } from './page-faults';
import { chromiumProgram, describeWith, needsChromium } from './programs';
import { settled } from './settled';
import { sharedWindow } from './shared-window';
import { button, trainingField } from './steps';
import { longest, until } from './until';

const small = { width: 683, height: 384 } as const;
const large = { width: 1366, height: 768 } as const;

/**
 * What is wrong with what is shown, at both sizes.
 *
 * @param wait until it may be looked at; what moves all the time never settles
 */
async function faultsShown(page: Page, wait: (page: Page) => Promise<void> = settled): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const size of [small, large]) {
    await page.setViewportSize(size);
    await wait(page);
    faults.push(...(await pageFaults(page)).map((fault) => `${String(size.width)}: ${fault}`));
  }
  return faults;
}

/** Pages at work are drawn anew once a second. */
const drawn = (page: Page): Promise<void> => page.waitForTimeout(1_500);

async function open(page: Page, route: string, wait = settled): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = `#/${hash}`;
  }, route);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await wait(page);
}

/** Opens something over a page by a click, finds it by its role, and closes it by Escape. */
async function overlayFaults(
  page: Page,
  click: () => Promise<void>,
  role: 'dialog' | 'menu',
): Promise<readonly string[]> {
  await click();
  const shown = page.getByRole(role);
  await shown.waitFor();
  const faults = await faultsShown(page);
  const within = await shown.evaluate((element) => {
    const { left, right } = element.getBoundingClientRect();
    return left >= -1 && right <= window.innerWidth + 1;
  });
  await page.keyboard.press('Escape');
  await shown.waitFor({ state: 'detached' });
  return within ? faults : [...faults, `The ${role} reaches beyond the window.`];
}

describeWith('What opens over a page, and pages while something happens', chromiumProgram, needsChromium, () => {
  let run = '';
  let model = '';
  const lab = sharedWindow(async ({ page, ask }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    run = (await ask('studies.run', { plan: tinyPlan() })).id;
    const { id } = await ask('studies.run', { plan: tinyPlan({ name: 'Removed', attacks: [], requirements: [] }) });
    await ask('runs.remove', { run: id });
    model = (await ask('models.list', {}))[0].id;
  });

  const overlays: readonly (readonly [what: string, route: () => string, opener: string, role: 'dialog' | 'menu'])[] = [
    ['the choice of a project', () => 'start', `${texts.app.project.label}: ${texts.app.project.whole}`, 'menu'],
    ['what a run offers', () => `runs/${run}`, texts.run.more('Tiny study'), 'menu'],
    ['the columns of a table', () => 'runs', texts.ui.table.columns, 'dialog'],
    ['the confirmation of a loss', () => 'settings/lab', texts.settings.trash.empty, 'dialog'],
    ['the models to add', () => 'studies', texts.builder.subjects.add, 'menu'],
    ['own presets', () => 'studies', texts.studies.own.open, 'dialog'],
  ];
  test.each(overlays)('%s', async (_, route, opener, role) => {
    const { page } = lab();
    await open(page, route());
    if (route() === 'studies') {
      await button(page, texts.studies.beginWith(texts.studies.presets.quick.title)).click();
      await page.getByText(texts.builder.summary.sound, { exact: true }).waitFor({ timeout: longest });
    }
    expect(await overlayFaults(page, () => button(page, opener).first().click(), role)).toEqual([]);
  });

  test('a report beside which nothing tells whether it was changed', async () => {
    const { page, ask } = lab();

    const wishes = { runs: [{ run, notes: '', decisions: [] }], analyst: '' };
    const { name, mime, base64 } = await ask('host.makeReport', { wishes, as: 'html' });
    await open(page, 'report');
    const verified = async (): Promise<void> => {
      await button(page, texts.app.verify.title).first().click();
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        button(page, texts.app.verify.choose).click(),
      ]);
      await chooser.setFiles({ name, mimeType: mime, buffer: Buffer.from(base64, 'base64') });
      await page.getByText(texts.app.verify.outcomes.incomplete(name)).waitFor();
    };
    expect(await overlayFaults(page, verified, 'dialog')).toEqual([]);
  });

  test('what a model offers, and its name', async () => {
    const { page } = lab();
    await open(page, `models/${model}`);
    const offers = page.getByRole('button', { name: new RegExp(`^${texts.models.more('')}`, 'u') });
    expect(await overlayFaults(page, () => offers.click(), 'menu')).toEqual([]);
    const rename = async (): Promise<void> => {
      await offers.click();
      await page.getByRole('menuitem', { name: texts.models.name.give }).click();
    };
    expect(await overlayFaults(page, rename, 'dialog')).toEqual([]);
  });

  test('forms that cannot be taken say why, where it can be read in both schemes', async () => {
    const { page } = lab();
    const invalid = page.locator('[aria-invalid="true"]');
    const faults = async (): Promise<readonly string[]> => {
      await invalid.first().waitFor({ timeout: longest });
      const found: string[] = [];
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        found.push(...(await faultsShown(page)).map((fault) => `${colorScheme}: ${fault}`));
      }
      return found;
    };
    await open(page, 'models/new');
    const rate = page.getByLabel(trainingField('learningRate'), { exact: true });
    await rate.fill('-3');
    expect(await faults()).toEqual([]);
    await rate.fill('1e-');
    await page.getByText(texts.ui.number.none('1e-')).waitFor();
    expect(await button(page, texts.models.form.train).isEnabled()).toBe(false);
    await open(page, 'studies');
    await button(page, texts.studies.beginWith(texts.studies.presets.quick.title)).click();
    await page.getByText(texts.builder.summary.sound, { exact: true }).waitFor({ timeout: longest });
    await page.getByLabel(texts.builder.data.count, { exact: true }).fill('0');
    await page.getByText(texts.builder.grid.earlier).waitFor({ timeout: longest });
    expect(await faults()).toEqual([]);
    expect(await button(page, texts.builder.summary.start).isEnabled()).toBe(false);
    // Hundreds of seeds are told where they are too many, and widen nothing.
    const seeds = Array.from({ length: 400 }, (_, seed) => String(seed)).join(', ');
    await page.getByLabel(texts.builder.data.count, { exact: true }).fill('20');
    await page.getByLabel(texts.builder.seeds.training, { exact: true }).fill(seeds);
    await page.getByText(texts.builder.summary.problems(1)).waitFor({ timeout: longest });
    expect(await faults()).toEqual([]);
  });

  test.each(['runs', 'models', 'studies', 'datasets'] as const)('%s: one that there is not', async (route) => {
    const { page } = lab();
    await open(page, `${route}/none`);
    expect(await faultsShown(page)).toEqual([]);
  });

  test('work under way, and what waits behind it', { timeout: 400_000 }, async () => {
    const { page, ask } = lab();
    const { run: working } = await ask('studies.enqueue', { plan: longPlan('At work') });
    await ask('studies.enqueue', { plan: longPlan('Waits its turn behind a study that takes its time') });
    const items = async () => (await ask('queue.show', {})).items;
    await until(async () => (await items()).at(0)?.progress);
    for (const route of ['runs', `runs/${working}?tab=live`, 'models', 'start', 'settings/devices']) {
      await open(page, route, drawn);
      expect(await faultsShown(page, drawn), route).toEqual([]);
    }
    for (const { id: item } of [...(await items())].reverse()) await ask('queue.stop', { item });
    await until(async () => (await items()).length === 0);
  });

  test('a model in training', async () => {
    const { page, ask } = lab();
    const { dataset } = tinyPlan().data;
    const [{ recipe }] = tinyPlan().subjects;
    const training = { ...longPlan().subjects[0].training, learningRate: 0.0002 };
    const { model: id } = await ask('models.enqueue', { spec: { dataset, recipe, training } });
    await until(async () => (await ask('queue.show', {})).items.at(0)?.progress);
    await open(page, `models/${id}`, drawn);
    await page.getByText(texts.models.training.states.working).waitFor({ timeout: longest });
    expect(await faultsShown(page, drawn)).toEqual([]);
    const [{ id: item }] = (await ask('queue.show', {})).items;
    await ask('queue.stop', { item });
  });

  // Last: with a project chosen, the window shows what is in it.
  test('a new project, its name and its archive', async () => {
    const { page } = lab();
    const words = texts.app.project;
    const name = 'Release candidate 4 of the caption checker, as asked for in the last review';
    await open(page, 'start');
    expect(await overlayFaults(page, () => page.keyboard.press('Control+Shift+N'), 'dialog')).toEqual([]);
    await page.keyboard.press('Control+Shift+N');
    await page.getByLabel(words.name, { exact: true }).fill(name);
    await button(page, words.createDo).click();
    await button(page, `${words.label}: ${name}`).waitFor();
    const actions = button(page, words.actions(name));
    expect(await overlayFaults(page, () => actions.click(), 'menu')).toEqual([]);
    for (const item of [words.rename, words.exported]) {
      const chosen = async (): Promise<void> => {
        await actions.click();
        await page.getByRole('menuitem', { name: item }).click();
      };
      expect(await overlayFaults(page, chosen, 'dialog'), item).toEqual([]);
    }
  });
});
