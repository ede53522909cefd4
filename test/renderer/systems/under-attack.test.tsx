// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { ConnectionProvider } from '../../../src/renderer/lab/connection';
import { LabStateProvider } from '../../../src/renderer/lab/lab-state';
import { UnderAttack } from '../../../src/renderer/systems/UnderAttack';
import { texts } from '../../../src/renderer/texts/catalogue';
import { WorkspaceProvider } from '../../../src/renderer/workspace/context';
import { comparedSystems, type SystemId } from '../../../src/shared/models/systems';
import { plainJoint } from '../../../src/shared/planning/systems-plan';
import type { RunSummary } from '../../../src/shared/runs/run';
import { fakeConnection, fakeLab } from '../fake-lab';

afterEach(cleanup);
const words = texts.systems.underAttack;
const run = (
  id: string,
  systems: readonly SystemId[],
  state: RunSummary['state'] = 'finished',
  reference: string | null = plainJoint,
): RunSummary => ({
  ...{ id, name: `Study ${id}`, state, planHash: 'p', createdAt: '2026-01-01T00:00:00.000Z' },
  ...{ records: 9, recordsExpected: 9, device: null, systems, reference },
});

function show(runs: readonly RunSummary[]): void {
  render(
    <MantineProvider env="test">
      <ConnectionProvider connection={fakeConnection(fakeLab({}))}>
        <LabStateProvider>
          <WorkspaceProvider>
            <UnderAttack runs={runs} />
          </WorkspaceProvider>
        </LabStateProvider>
      </ConnectionProvider>
    </MantineProvider>,
  );
}

it('offers the study where no run has several of the systems beside a plain joint model', () => {
  show([
    run('a', ['mla']),
    run('b', comparedSystems, 'finished', 'concat'),
    run('c', comparedSystems, 'finished', null),
  ]);
  screen.getByText(words.empty);
  screen.getByRole('button', { name: words.begin });
});

it('leads to the one that is at work instead of offering another', () => {
  show([run('a', comparedSystems, 'running')]);
  expect(screen.getByRole('link', { name: words.watch }).getAttribute('href')).toContain('a');
  expect(screen.queryByRole('button', { name: words.begin })).toBeNull();
});

it('reads the newest that has several of them, as one of before has fewer, and says from which run it is', async () => {
  show([run('c', ['mla']), run('b', [...comparedSystems.slice(1), 'umurl']), run('a', comparedSystems)]);
  await screen.findByText(words.from('Study b', '2026-01-01 00:00:00'));
  expect(screen.queryByRole('button', { name: words.begin })).toBeNull();
  screen.getByRole('combobox', { name: words.run });
});
