import { MantineProvider } from '@mantine/core';
import { cleanup, render, waitFor } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { ConnectionProvider } from '../../../../src/renderer/lab/connection';
import { QueueProvider } from '../../../../src/renderer/lab/queue';
import { PlanDraft } from '../../../../src/renderer/plans/plan-draft';
import { TimingsProvider } from '../../../../src/renderer/plans/timings';
import { Summary } from '../../../../src/renderer/studies/builder/Summary';
import { texts } from '../../../../src/renderer/texts/catalogue';
import type { Draft } from '../../../../src/shared/window/workspace';
import { syntheticRun } from '../../../analysis/synthetic-run';
import { fakeConnection, type FakeLab } from '../../fake-lab';
import { computedLab, expansion, freshLab, plan, timing } from '../../plans/timed-lab';

afterEach(cleanup);

const words = texts.builder.summary;
const longest = { timeout: 6000 };
const draft = { id: 'd', kind: 'study', project: null, title: plan.name, content: plan } as unknown as Draft;
const manifest = syntheticRun().dataset;
const sound = { expansion, problems: [], failure: null, sound: true, checking: false };

function open(lab: FakeLab, check: Parameters<typeof Summary>[0]['check'] = sound): void {
  render(
    <MantineProvider>
      <ConnectionProvider connection={fakeConnection(lab)}>
        <QueueProvider>
          <TimingsProvider>
            <Summary draft={draft} plan={PlanDraft.parse(plan)} check={check} manifest={manifest} />
          </TimingsProvider>
        </QueueProvider>
      </ConnectionProvider>
    </MantineProvider>,
  );
}

/** What stands beside “Time”. */
const time = (): string =>
  [...document.querySelectorAll('tr')].find((row) => row.querySelector('th')?.textContent === words.time)?.lastChild
    ?.textContent ?? '';

it('in a fresh lab steps are timed, and what that says is called rough', async () => {
  open(freshLab(timing));
  await waitFor(() => {
    expect(time()).toMatch(/^not known yet.*Timing/u);
  }, longest);
  await waitFor(() => {
    expect(time()).toMatch(/^roughly [\d.]+ \w+, of which [\d.]+ \w+ training/u);
  }, longest);
  expect(time()).toContain('from a few steps timed on this machine');
});

it('what was computed here is said in one line', async () => {
  open(computedLab());
  await waitFor(() => {
    expect(time()).toMatch(/^about [\d.]+ min, of which [\d.]+ \w+ training$/u);
  });
});

it('what nothing tells is not known, and is not made up', async () => {
  open(freshLab());
  await waitFor(() => {
    expect(time()).toBe('not known yetNothing like it was computed in this lab before.');
  }, longest);
});

it('a plan that cannot be run has no time', async () => {
  const lab = computedLab();
  open(lab, { ...sound, sound: false, problems: [{ where: 'plan.name', text: 'is "".' }] });
  await waitFor(() => {
    expect(lab.asked).toContain('runs.costs');
  });
  expect(time()).toBe(words.unknown);
});
