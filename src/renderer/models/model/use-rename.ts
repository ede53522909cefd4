import { shownText } from '../../../shared/text/shown-text';
import { useUndo } from '../../undo/undo';
import type { TakeBack } from '../../undo/undo-history';
import { useLab } from '../../lab/connection';
import { useAction, type Action } from '../../lab/use-action';
import { texts } from '../../texts/catalogue';

const words = texts.models.name;

/**
 * Gives a model a name, or takes it away (null), and offers to take that back.
 *
 * @param title what the model is made of
 * @param onDone it has the name
 */
export function useRename(model: string, title: string, onDone: () => void): Action<[name: string | null]> {
  const lab = useLab();
  const { offer } = useUndo();
  const renaming =
    (name: string | null): TakeBack =>
    async () =>
      renaming((await lab.request('models.rename', { model, name })).before);
  return useAction(async (name) => {
    const { before } = await lab.request('models.rename', { model, name });
    onDone();
    if (before === name) return;
    offer({
      text:
        name === null ? words.taken(shownText(before ?? '')) : words.given(shownText(before ?? title), shownText(name)),
      undo: renaming(before),
    });
  });
}
