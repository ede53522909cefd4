import { useEffect, useMemo } from 'react';
import { z } from 'zod';
import { useLayout } from '../workspace/use-layout';
import { usePreferences } from '../workspace/preferences';
import { styleAt, withPlaces, type SeriesStyle } from './series-style';

const Places = z.record(z.string(), z.int().min(0));

/** Colour and marker of runs: the same wherever and whenever one is drawn, as the workspace remembers them. */
export function useRunStyles(ids: readonly string[]): ReadonlyMap<string, SeriesStyle> {
  const [known, remember, isRead] = useLayout('run-styles', Places, {});
  const [{ palette }] = usePreferences();
  const places = withPlaces(known, ids);
  useEffect(() => {
    // Before it is read, nothing is known, and all that is remembered would be written over.
    if (isRead && places !== known) remember({ ...places });
  }, [isRead, places, known, remember]);
  const key = ids.join(' ');
  return useMemo(
    () => new Map(key.split(' ').map((id) => [id, styleAt(places[id] ?? 0, palette)])),
    [key, places, palette],
  );
}
