import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { ConnectionProvider } from '../../../src/renderer/lab/connection';
import { QueueProvider } from '../../../src/renderer/lab/queue';
import { TimingsProvider } from '../../../src/renderer/plans/timings';
import { PlanTime } from '../../../src/renderer/start/PlanTime';
import { texts } from '../../../src/renderer/texts/catalogue';
import { LabError } from '../../../src/shared/errors';
import type { Cell } from '../../../src/shared/plan/plan';
import { fakeConnection, type FakeLab } from '../fake-lab';
import { computedLab, expansion, freshLab, plan, timing } from '../plans/timed-lab';

afterEach(cleanup);

const words = texts.start.time;
const usual = { training: 125, attacks: 190 };
const longest = { timeout: 6000 };

function open(lab: FakeLab, cards = 1): void {
  render(
    <MantineProvider>
      <ConnectionProvider connection={fakeConnection(lab)}>
        <QueueProvider>
          <TimingsProvider>
            {Array.from({ length: cards }, (_, card) => (
              <PlanTime key={card} plan={plan} usual={usual} />
            ))}
          </TimingsProvider>
        </QueueProvider>
      </ConnectionProvider>
    </MantineProvider>,
  );
}

const shown = (): string => document.body.textContent;
const rough = words.takes('roughly 5 min, of which 2 min training');

it('says a rough time before any data are prepared', async () => {
  const lab = freshLab({
    'studies.check': () => {
      throw new LabError('not-found', 'is not there.');
    },
  });
  open(lab);
  expect(await screen.findByText(rough, { exact: false })).toBeDefined();
  expect(shown()).toContain('this one was not timed yet');
});

it.each(['studies.check', 'models.list'] as const)(
  'names no time before %s has answered, and then at once the right one',
  async (slow) => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const lab = computedLab();
    const request: FakeLab['request'] = async (name, ...more) => {
      if (name === slow) await gate;
      return await lab.request(name, ...more);
    };
    open({ ...lab, request });
    const seen: string[] = [];
    const watch = new MutationObserver(() => seen.push(shown()));
    watch.observe(document.body, { childList: true, characterData: true, subtree: true });
    await waitFor(() => {
      expect(lab.asked).toContain(slow === 'models.list' ? 'studies.check' : 'runs.costs');
    });
    expect(shown()).toContain(words.takes(`${words.reading}…`));
    release();
    await waitFor(() => {
      expect(shown()).toMatch(/Time: about \d+ min, of which/u);
    });
    watch.disconnect();
    expect(seen.filter((text) => /rough/iu.test(text))).toEqual([]);
  },
);

it('stays with it where nothing can be timed', async () => {
  const lab = freshLab();
  open(lab);
  await waitFor(() => {
    expect(lab.asked).toContain('models.describe');
  }, longest);
  await waitFor(() => {
    expect(shown()).not.toContain(texts.builder.summary.timing);
  }, longest);
  expect(shown()).toContain(rough);
});

it('takes what steps on this machine say, timed once for all cards', async () => {
  const once = freshLab(timing);
  open(once);
  await waitFor(() => {
    expect(shown()).toContain('from a few steps timed on this machine');
  }, longest);
  expect(shown()).not.toContain(rough);
  const asked = (lab: FakeLab): number => lab.asked.filter((name) => name === 'models.describe').length;
  const alone = asked(once);
  cleanup();
  const twice = freshLab(timing);
  open(twice, 2);
  await waitFor(() => {
    expect(shown().split('from a few steps timed on this machine')).toHaveLength(3);
  }, longest);
  expect(asked(twice)).toBe(alone);
});

it('says what was computed here without a word of caution', async () => {
  open(computedLab());
  await waitFor(() => {
    expect(shown()).toMatch(/Time: about \d+ min, of which/u);
  });
  expect(shown()).not.toMatch(/rough/iu);
});

it('says what is wrong with the lab', async () => {
  open(
    freshLab({
      'studies.check': () => {
        throw new LabError('damaged', 'The manifest is damaged.');
      },
    }),
  );
  await screen.findByText(words.unknown('The manifest is damaged.'));
});

it('keeps to the usual time where many models would have to be timed for another', async () => {
  const cells = expansion.cells.flatMap((cell): readonly Cell[] =>
    cell.kind === 'model'
      ? Array.from({ length: 5 }, (_, index) => {
          const training = { ...cell.spec.training, epochs: 20 + index };
          return { ...cell, model: `${cell.model}-${String(index)}`, spec: { ...cell.spec, training } };
        })
      : [cell],
  );
  const lab = freshLab({ ...timing, 'studies.check': () => ({ ...expansion, cells }) });
  open(lab);
  await waitFor(() => {
    expect(lab.asked).toContain('studies.check');
  });
  // Longer than a plan stays as it is before anything is timed.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(lab.asked).not.toContain('models.describe');
  expect(shown()).toContain(rough);
});
