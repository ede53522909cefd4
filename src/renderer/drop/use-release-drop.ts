import { useCallback, useEffect, useEffectEvent, useRef } from 'react';
import { useLab } from '../lab/connection';

/**
 * Has the host remove what was brought to it for this page, once the page goes and nothing of it is being imported.
 *
 * @param drop null: nothing was brought
 * @returns removes it at once: it is imported
 */
export function useReleaseDrop(drop: string | null, isImporting: boolean): () => void {
  const lab = useLab();
  const isReleased = useRef(false);
  const release = useCallback(() => {
    if (drop === null || isReleased.current) return;
    isReleased.current = true;
    // What stays all the same goes when the lab is opened anew.
    lab.request('host.removeDrop', { drop }).catch(() => undefined);
  }, [lab, drop]);
  const leave = useEffectEvent(() => {
    if (!isImporting) release();
  });
  useEffect(() => leave, []);
  return release;
}
