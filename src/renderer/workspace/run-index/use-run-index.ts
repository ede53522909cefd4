import { useEffect } from 'react';
import { isCancelled } from '../../../shared/errors';
import { useLab } from '../../lab/connection';
import { useLabState } from '../../lab/lab-state';
import { useStored, useWorkspace } from '../context';
import { updateIndex } from './index-runs';
import { Computer } from '../../computing/computer';
import type { IndexedRun, RunFigures } from './rows';

/** Keeps the index of runs up to date while the window is open. */
export function useIndexKeeper(): void {
  const lab = useLab();
  const { database } = useWorkspace();
  const ready = useLabState().kind === 'ready';
  useEffect(() => {
    if (database === null || !ready) return;
    const controller = new AbortController();
    const computer = new Computer();
    let underWay = false;
    let wantedAgain = false;
    const update = (): void => {
      wantedAgain = true;
      if (underWay) return;
      underWay = true;
      void keepUp().finally(() => {
        underWay = false;
      });
    };
    const keepUp = async (): Promise<void> => {
      while (wantedAgain && !controller.signal.aborted) {
        wantedAgain = false;
        try {
          await updateIndex(database, lab, { signal: controller.signal, computer, turn: idle });
        } catch (error) {
          // The index is a convenience: what reads it reads the lab as well, and the next update tries again.
          if (!isCancelled(error)) console.warn(error);
        }
      }
      // What it takes in memory is not needed until a run ends.
      computer.close();
    };
    update();
    const ends = [lab.on('runCreated', update), lab.on('workEnded', update)];
    return () => {
      controller.abort();
      computer.close();
      ends.forEach((end) => {
        end();
      });
    };
  }, [database, lab, ready]);
}

/** Milliseconds after which the index has its turn even in a window that is never idle. */
const longestWait = 2000;

function idle(): Promise<void> {
  return new Promise((resolve) => {
    requestIdleCallback(
      () => {
        resolve();
      },
      { timeout: longestWait },
    );
  });
}

/** Runs as the index knows them, oldest first as the lab lists them; undefined before they are read. */
export function useIndexedRuns(): readonly IndexedRun[] | undefined {
  return useStored('run-index', (database) => database.runs.orderBy('createdAt').toArray());
}

/** What these runs came to; undefined before it is read. */
export function useRunFigures(runs: readonly string[]): readonly RunFigures[] | undefined {
  return useStored(`figures ${runs.join(' ')}`, async (database) =>
    (await database.figures.bulkGet([...runs])).flatMap((row) => row ?? []),
  );
}
