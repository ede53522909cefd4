import { useState } from 'react';
import type { LabError } from '../../../shared/errors';
import { goTo } from '../../app/route';
import { useUndo } from '../../app/undo';
import { useLab } from '../../lab/connection';
import { asLabError } from '../../lab/use-request';
import { texts } from '../../texts/catalogue';

/** Moves a model into the trash, goes back to all models, and offers to bring it back. */
export function useRemoveModel(): {
  readonly remove: (model: string, title: string) => void;
  readonly error: LabError | null;
} {
  const lab = useLab();
  const { offer } = useUndo();
  const [error, setError] = useState<LabError | null>(null);
  return {
    remove: (model, title) => {
      setError(null);
      lab.request('models.remove', { model }).then(
        ({ trash }) => {
          goTo('models');
          offer({
            text: texts.models.removed(title),
            undo: async () => {
              await lab.request('trash.restore', { id: trash });
              goTo('models', [model]);
            },
          });
        },
        (thrown: unknown) => {
          setError(asLabError(thrown));
        },
      );
    },
    error,
  };
}
