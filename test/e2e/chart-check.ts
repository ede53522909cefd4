import { decode } from 'fast-png';
import type { Locator, Page } from 'playwright';
import { expect } from 'vitest';
import { texts } from '../../src/renderer/texts/catalogue';
import type { OpenLab } from './hosts';
import { settled } from './settled';
import { until } from './until';

const words = texts.ui.chart;

/** Milliseconds: Chromium drops what a frame downloads beyond ten files a second, which no person clicks. */
const betweenDownloads = 120;

/** Every chart that the page shows offers its numbers and its picture, and nothing that leads elsewhere. */
export async function checkCharts({ page, saved }: OpenLab): Promise<void> {
  const charts = page.getByRole('figure');
  const drawn = page.locator('figure .main-svg:first-child');
  await drawn.first().waitFor();
  await until(async () => (await drawn.count()) === (await charts.count()));
  await expectNoTools(page);
  // A click on what is drawn anew at that moment is lost.
  await settled(page);

  const save = async (chart: Locator, format: string) => {
    await page.waitForTimeout(betweenDownloads);
    return saved(() => chart.getByRole('button', { name: words.save(format) }).click());
  };
  const bounds: string[][] = [];
  for (const chart of await charts.all()) {
    const [head, ...lines] = (await save(chart, words.csv)).content.toString().trim().split('\r\n');
    expect(head).toMatch(/^(?:series,label,.*,"?low of .*,"?high of .*|row,column,text,value(?:,low,high)?)$/u);
    expect(lines.length).toBeGreaterThan(0);
    bounds.push(...lines.map((line) => line.split(',').slice(-2)).filter((ends) => ends.every(isNumber)));
  }
  // What is a share on an axis in per cent stands as a fraction: a value with its interval is no percentage.
  expect(bounds.length).toBeGreaterThan(0);
  for (const bound of bounds.flat()) expect(Math.abs(Number(bound))).toBeLessThanOrEqual(1);

  const first = charts.first();
  const title = await first.getByRole('heading').innerText();
  const png = await save(first, words.png);
  expect(png.name).toMatch(/\.png$/u);
  expect(decode(png.content).width).toBeGreaterThan(800);
  const svg = await save(first, words.svg);
  expect(svg.name).toMatch(/\.svg$/u);
  expect(svg.content.toString()).toMatch(/^<svg[\s\S]+<\/svg>\s*$/u);

  await first.getByRole('button', { name: words.asTable }).click();
  expect(await first.getByRole('table').getByRole('row').count()).toBeGreaterThan(1);
  await first.getByRole('button', { name: words.asChart }).click();
  await first.locator('.main-svg').first().waitFor();
  expect(await first.getByRole('heading').innerText()).toBe(title);
}

function isNumber(field: string): boolean {
  return field !== '' && Number.isFinite(Number(field));
}

/** No button of plotly's own, such as the one that uploads a chart, and no link out of it, even under the pointer. */
async function expectNoTools(page: Page): Promise<void> {
  for (const plot of await page.locator('.js-plotly-plot').all()) {
    await plot.hover();
    expect(await plot.locator('.modebar-btn, .modebar a, a[href]').count()).toBe(0);
  }
}
