import { useCallback, useState } from 'react';
import type { LabError } from '../../shared/errors';
import type { RunSummary } from '../../shared/run';
import { visibleText } from '../../shared/visible-text';
import { useUndo } from '../app/undo';
import { useLab } from '../lab/connection';
import { asLabError } from '../lab/use-request';
import { texts } from '../texts/catalogue';

export interface RemoveRuns {
  readonly remove: (runs: readonly Pick<RunSummary, 'id' | 'name'>[]) => Promise<boolean>;
  readonly removing: boolean;
  /** Why the last removal stopped; runs removed before it are gone and can be brought back. */
  readonly error: LabError | null;
}

/**
 * Moves runs into the trash and offers to bring them back.
 *
 * @param onRemoved some were removed
 * @param onRestored they were brought back
 */
export function useRemoveRuns(onRemoved: () => void, onRestored = onRemoved): RemoveRuns {
  const lab = useLab();
  const { offer } = useUndo();
  const [removing, setRemoving] = useState(false);
  const [error, setError] = useState<LabError | null>(null);
  const remove = useCallback(
    async (runs: readonly Pick<RunSummary, 'id' | 'name'>[]) => {
      setRemoving(true);
      setError(null);
      const removed: { readonly name: string; readonly trash: string }[] = [];
      try {
        for (const { id, name } of runs) {
          const { trash } = await lab.request('runs.remove', { run: id });
          removed.push({ name: visibleText(name), trash });
        }
      } catch (thrown) {
        setError(asLabError(thrown));
      } finally {
        setRemoving(false);
      }
      if (removed.length > 0) {
        onRemoved();
        offer({
          text: texts.runs.removed(removed.map(({ name }) => name)),
          undo: async () => {
            for (const { trash } of removed) await lab.request('trash.restore', { id: trash });
            onRestored();
          },
        });
      }
      return removed.length === runs.length;
    },
    [lab, offer, onRemoved, onRestored],
  );
  return { remove, removing, error };
}
