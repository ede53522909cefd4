import type { LabApi } from '../../shared/lab-channel/lab-api';
import { shownText } from '../../shared/text/shown-text';
import { useLab } from '../lab/connection';
import { useAction, type Action } from '../lab/use-action';
import { texts } from '../texts/catalogue';
import { useUndo } from './undo';
import type { TakeBack } from './undo-history';

/** Of what the lab can take into its trash: how, and what is said then. */
const kinds = {
  run: {
    remove: (lab: LabApi, run: string) => lab.request('runs.remove', { run }),
    removed: texts.runs.removed,
  },
  model: {
    remove: (lab: LabApi, model: string) => lab.request('models.remove', { model }),
    removed: texts.models.removed,
  },
  dataset: {
    remove: (lab: LabApi, dataset: string) => lab.request('data.remove', { dataset }),
    removed: texts.datasets.one.removed,
  },
} as const;

interface Removable {
  /** A data set's name. */
  readonly id: string;
  /** What people read. */
  readonly name: string;
}

/** A thing in the trash. */
interface Gone extends Removable {
  readonly trash: string;
}

/**
 * Moves things of one kind into the trash and offers to bring them back. Where it stops at one of them, what was removed
 * before is gone and can be brought back.
 *
 * @param onRemoved some were removed
 * @param onRestored they were brought back
 */
export function useRemoval(
  kind: keyof typeof kinds,
  onRemoved: () => void,
  onRestored = onRemoved,
): Action<[things: readonly Removable[]]> {
  const lab = useLab();
  const { offer } = useUndo();
  /** @param gone filled with what is removed, also where it stops at one of them */
  const remove = async (things: readonly Removable[], gone: Gone[]): Promise<void> => {
    try {
      for (const { id, name } of things) {
        const { trash } = await kinds[kind].remove(lab, id);
        gone.push({ id, name, trash });
      }
    } finally {
      if (gone.length > 0) onRemoved();
    }
  };
  const restoring =
    (gone: readonly Gone[]): TakeBack =>
    async () => {
      for (const { trash } of gone) await lab.request('trash.restore', { id: trash });
      onRestored();
      return async () => {
        const again: Gone[] = [];
        await remove(gone, again);
        return restoring(again);
      };
    };
  return useAction(async (things) => {
    const gone: Gone[] = [];
    try {
      await remove(things, gone);
    } finally {
      if (gone.length > 0) {
        offer({ text: kinds[kind].removed(gone.map(({ name }) => shownText(name))), undo: restoring(gone) });
      }
    }
  });
}
