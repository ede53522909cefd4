import { useEffect, useState } from 'react';

/** Milliseconds that a step is shown while the steps are played. */
const pace = 250;

export interface Steps {
  readonly index: number;
  readonly playing: boolean;
  /** Plays from where it stands, from the start where it stands at the end; or holds. */
  readonly toggle: () => void;
  readonly goTo: (place: number) => void;
}

/** Where somebody is among so many steps: at the last, until they go back or have the steps played. */
export function useSteps(count: number): Steps {
  const last = count - 1;
  const [place, setPlace] = useState(last);
  const [playing, setPlaying] = useState(false);
  const index = Math.min(place, last);
  useEffect(() => {
    if (!playing) return;
    if (index >= last) {
      setPlaying(false);
      return;
    }
    const timer = setTimeout(() => {
      setPlace(index + 1);
    }, pace);
    return () => {
      clearTimeout(timer);
    };
  }, [playing, index, last]);
  return {
    index,
    playing,
    toggle: () => {
      if (!playing && index >= last) setPlace(0);
      setPlaying(!playing);
    },
    goTo: (wanted) => {
      setPlaying(false);
      setPlace(Math.max(0, Math.min(last, wanted)));
    },
  };
}
