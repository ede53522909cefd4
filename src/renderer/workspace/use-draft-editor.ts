import { useCallback, useMemo, useRef, useState } from 'react';
import type { Draft } from '../../shared/window/workspace';
import { useUndoWhileShown } from '../undo/undo';
import { exchanger } from '../undo/exchange';
import { changedAt } from './changed-at';
import { useEdits } from './use-edits';

export interface TakenAway<Content> {
  /** What was taken away, as a sentence. */
  readonly text: string;
  /** Puts it back into the draft as it is then: what was edited since stays. */
  readonly putBack: (content: Content) => Content;
}

export interface DraftEditor<Content> {
  readonly content: Content;
  readonly edit: (content: Content) => void;
  /** An edit that takes something away: a notice offers to undo it. */
  readonly takeAway: (content: Content, taken: TakenAway<Content>) => void;
}

export interface DraftWords<Content> {
  readonly titleOf: (content: Content) => string;
  /** What an edit was about, as a sentence. @param place where the content changed, from the outside in */
  readonly edited: (place: readonly string[]) => string;
}

/**
 * Edits the content of a draft: every edit is saved, and can be taken back as long as the draft is shown.
 *
 * @param draft need not be stored yet; its first edit does that
 * @param initial its content when it is opened
 */
export function useDraftEditor<Content>(
  { id, kind, project }: Pick<Draft, 'id' | 'kind' | 'project'>,
  initial: Content,
  { titleOf, edited }: DraftWords<Content>,
): DraftEditor<Content> {
  const { save } = useEdits('drafts');
  const { offer, remember } = useUndoWhileShown();
  const [content, setContent] = useState(initial);
  const newest = useRef(content);
  const write = useCallback(
    (next: Content) => {
      newest.current = next;
      setContent(next);
      void save({ id, kind, project, title: titleOf(next).slice(0, 200), content: next });
    },
    [save, id, kind, project, titleOf],
  );
  const exchange = useMemo(() => exchanger(() => newest.current, write), [write]);
  const edit = useCallback(
    (next: Content) => {
      const before = newest.current;
      const place = changedAt(before, next);
      if (place === null) return;
      write(next);
      remember({
        text: edited(place),
        subject: [id, ...place].join('/'),
        undo: exchange(before),
      });
    },
    [write, exchange, remember, edited, id],
  );
  const takeAway = useCallback(
    (next: Content, { text, putBack }: TakenAway<Content>) => {
      const before = newest.current;
      write(next);
      offer({
        text,
        undo: () => {
          // Where something was edited since, putting back is an edit like any other.
          if (newest.current === next) return exchange(before)();
          edit(putBack(newest.current));
          return Promise.resolve(null);
        },
      });
    },
    [write, exchange, edit, offer],
  );
  return { content, edit, takeAway };
}
