import { useEffect, useRef, type CSSProperties, type RefObject } from 'react';
import { useRoute } from '../address/route';

/** What brings a part of a page into view and marks it, for its outermost element. */
interface Wanted {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly style: CSSProperties;
}

/**
 * A part of a page that a link can lead to by the query: `hrefTo('start', [], { study: 'fusions' })`.
 *
 * @param field of the query
 * @param id of this part; null: no link leads here
 */
export function useWanted(field: string, id: string | null): Wanted {
  const { query } = useRoute();
  const isWanted = id !== null && query[field] === id;
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isWanted) ref.current?.scrollIntoView({ block: 'center' });
  }, [isWanted]);
  return { ref, style: isWanted ? { outline: '2px solid var(--mantine-color-anchor)' } : {} };
}
