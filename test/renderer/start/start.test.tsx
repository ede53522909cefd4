import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { ReactNode } from 'react';
import { CommandProvider, useCommand } from '../../../src/renderer/commands/commands';
import { parseRoute } from '../../../src/renderer/address/route';
import { ConnectionProvider } from '../../../src/renderer/lab/connection';
import { LabStateProvider } from '../../../src/renderer/lab/lab-state';
import { QueueProvider } from '../../../src/renderer/lab/queue';
import { TimingsProvider } from '../../../src/renderer/plans/timings';
import { page } from '../../../src/renderer/start/page';
import { texts } from '../../../src/renderer/texts/catalogue';
import { UndoProvider } from '../../../src/renderer/undo/undo';
import { WorkspaceProvider } from '../../../src/renderer/workspace/context';
import { LabError } from '../../../src/shared/errors';
import type { LabResult } from '../../../src/shared/lab-channel/lab-api';
import { planHash } from '../../../src/shared/plan/plan-hash';
import { demoPlans } from '../../../src/shared/planning/demo-plans';
import type { RunSummary } from '../../../src/shared/runs/run';
import { fakeConnection, type FakeLab } from '../fake-lab';
import { freshLab } from '../plans/timed-lab';
import { newDatabase } from '../workspace/databases';

afterEach(cleanup);

const {
  sample,
  hardening,
  segmentation,
  fusions,
  scales,
  adapters,
  alternating,
  contrast,
  streams,
  systems,
  readingRuns,
  openArchive,
} = texts.start;
const atWork: RunSummary = {
  ...{ id: 'run-1', name: sample.name, state: 'running', createdAt: '2026-01-01T00:00:00.000Z' },
  planHash: planHash({ ...demoPlans('quick')[0], name: sample.name, question: sample.question }),
  ...{ records: 1, recordsExpected: 9, device: null, systems: [], reference: null },
};

/** A lab whose list of runs comes when it is told to. */
function slowLab(labId: string): {
  readonly lab: FakeLab;
  readonly answer: (list: () => LabResult<'runs.list'>) => void;
} {
  let answer: (list: () => LabResult<'runs.list'>) => void = () => undefined;
  const told = new Promise<() => LabResult<'runs.list'>>((resolve) => {
    answer = resolve;
  });
  const lab = freshLab({
    'engine.hello': () => ({ appVersion: '1', pid: 1, lab: '/lab', labId }),
    'workspace.read': () => null,
    'workspace.write': () => ({ revision: 1 }),
    'runs.list': async () => (await told)(),
  });
  return { lab, answer };
}

/** Offers to open an archive, as the frame does once the workspace is open. */
function Archives({ onOpen }: { readonly onOpen: () => void }): ReactNode {
  useCommand('project.import', onOpen);
  return null;
}

function open(lab: FakeLab, frame: ReactNode = null): void {
  render(
    <MantineProvider>
      <ConnectionProvider connection={fakeConnection(lab)}>
        <LabStateProvider>
          <WorkspaceProvider>
            <CommandProvider>
              <UndoProvider>
                <QueueProvider>
                  <TimingsProvider>
                    <page.Component route={parseRoute(window.location.hash)} />
                    {frame}
                  </TimingsProvider>
                </QueueProvider>
              </UndoProvider>
            </CommandProvider>
          </WorkspaceProvider>
        </LabStateProvider>
      </ConnectionProvider>
    </MantineProvider>,
  );
}

const button = (name: string): HTMLButtonElement => screen.getByRole('button', { name });
const waiting = (): readonly HTMLButtonElement[] => screen.getAllByRole('button', { name: `${readingRuns}…` });

it('offers no study to run before the engine has said which are at work, whatever the index remembers', async () => {
  const database = newDatabase();
  await database.runs.put({ ...atWork, measured: null, outcome: null });
  const { lab, answer } = slowLab(database.name.replace(/^muroan\./u, ''));
  open(lab);
  // Remembered, so listed below; that it is at work is not known yet.
  await screen.findByRole('link', { name: sample.name }, { timeout: 5000 });
  expect(waiting().map(({ disabled }) => disabled)).toEqual(new Array(10).fill(true));
  expect(screen.queryByRole('button', { name: sample.run })).toBeNull();
  answer(() => ({ runs: [atWork], unreadable: [] }));
  expect((await screen.findByRole<HTMLButtonElement>('button', { name: sample.again })).disabled).toBe(false);
  expect(screen.getByRole('link', { name: sample.watch })).toBeDefined();
  expect(button(hardening.run).disabled).toBe(false);
  expect(button(segmentation.run).disabled).toBe(false);
  expect(button(fusions.run).disabled).toBe(false);
  expect(button(scales.run).disabled).toBe(false);
  expect(button(alternating.run).disabled).toBe(false);
  for (const { run } of [contrast, streams, systems]) expect(button(run).disabled).toBe(false);
  expect(button(adapters.run).disabled).toBe(false);
});

it('lets a study be run where the runs cannot be listed', async () => {
  const { lab, answer } = slowLab('unlisted');
  open(lab);
  expect(waiting()).toHaveLength(10);
  answer(() => {
    throw new LabError('internal', 'The disk is gone.');
  });
  expect((await screen.findByRole<HTMLButtonElement>('button', { name: sample.run })).disabled).toBe(false);
});

it('offers nothing that nobody would do yet', () => {
  open(slowLab('before').lab);
  const archive = screen.getByRole('button', { name: new RegExp(openArchive.title, 'u') });
  expect(archive.getAttribute('aria-disabled')).toBe('true');
  cleanup();
  let opened = 0;
  open(
    slowLab('then').lab,
    <Archives
      onOpen={() => {
        opened += 1;
      }}
    />,
  );
  const offered = screen.getByRole('button', { name: new RegExp(openArchive.title, 'u') });
  expect(offered.getAttribute('aria-disabled')).toBe('false');
  offered.click();
  expect(opened).toBe(1);
});
