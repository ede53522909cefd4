import { Window } from 'happy-dom';
import { beforeEach, expect, test } from 'vitest';
import { chartsScript, whenDrawn } from '../../../src/report/page/charts-script';

const window = new Window();
const { document } = window;

/** Runs a script as a page would, with a library that draws when it is told to. */
function run(script: string, newPlot: () => unknown = () => undefined): unknown {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- as a page does
  return new Function('document', 'MutationObserver', 'Plotly', `return ${script}`)(document, window.MutationObserver, {
    newPlot,
  });
}

const state = (): string | null => document.documentElement.getAttribute('data-charts');
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

beforeEach(() => {
  document.documentElement.setAttribute('data-charts', 'drawing');
  document.body.innerHTML = `<div id="chart-a"></div><div id="chart-b"></div>
    <script type="application/json" id="charts">[{"id":"a"},{"id":"b"}]</script>`;
});

test('charts are drawn once the last of them is, and whoever prints waits for that', async () => {
  const drawn: (() => void)[] = [];
  run(chartsScript, () => new Promise<void>((resolve) => drawn.push(resolve)));
  let printed = false;
  const waiting = (run(whenDrawn) as Promise<void>).then(() => {
    printed = true;
  });
  drawn[0]();
  await turn();
  expect([state(), printed]).toEqual(['drawing', false]);
  drawn[1]();
  await waiting;
  expect([state(), printed]).toEqual(['drawn', true]);
});

test('a page without charts is not waited for', async () => {
  document.documentElement.removeAttribute('data-charts');
  await run(whenDrawn);
});

test('a page whose charts failed is not printed', async () => {
  document.documentElement.setAttribute('data-charts', 'failed');
  await expect(run(whenDrawn)).rejects.toThrow('could not be drawn');
});
