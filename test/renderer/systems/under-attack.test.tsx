// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { ConnectionProvider } from '../../../src/renderer/lab/connection';
import { LabStateProvider } from '../../../src/renderer/lab/lab-state';
import { UnderAttack } from '../../../src/renderer/systems/UnderAttack';
import { texts } from '../../../src/renderer/texts/catalogue';
import { WorkspaceProvider } from '../../../src/renderer/workspace/context';
import { comparedSystems, type SystemId } from '../../../src/shared/systems';
import type { RunSummary } from '../../../src/shared/run';
import { fakeConnection, fakeLab } from '../fake-lab';

afterEach(cleanup);
const words = texts.systems.underAttack;
const run = (id: string, systems: readonly SystemId[], state: RunSummary['state'] = 'finished'): RunSummary => ({
  ...{ id, name: `Study ${id}`, state, planHash: 'p', createdAt: '2026-01-01T00:00:00.000Z' },
  ...{ records: 9, recordsExpected: 9, device: null, systems },
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

it('offers the study where no run has all of the systems', () => {
  show([run('a', ['mla', 'qmf']), run('b', ['muroan'])]);
  screen.getByText(words.empty);
  screen.getByRole('button', { name: words.begin });
});

it('leads to the one that is at work instead of offering another', () => {
  show([run('a', comparedSystems, 'running')]);
  expect(screen.getByRole('link', { name: words.watch }).getAttribute('href')).toContain('a');
  expect(screen.queryByRole('button', { name: words.begin })).toBeNull();
});

it('reads the newest that has them all, and says from which run it is', async () => {
  show([run('c', ['mla']), run('b', [...comparedSystems, 'umurl']), run('a', comparedSystems)]);
  await screen.findByText(words.from('Study b', '2026-01-01 00:00:00'));
  expect(screen.queryByRole('button', { name: words.begin })).toBeNull();
  screen.getByRole('combobox', { name: words.run });
});
