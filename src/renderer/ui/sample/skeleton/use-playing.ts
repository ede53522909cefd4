import { useEffect, useState } from 'react';

/** Steps a second at the usual speed: data do not say how fast they were recorded. */
const pace = 12;

export interface Playing {
  readonly step: number;
  readonly playing: boolean;
  readonly toggle: () => void;
  /** Holds there. */
  readonly goTo: (step: number) => void;
}

/**
 * Which of so many steps is shown: over and over while they are played, and where somebody puts it.
 *
 * @param first where it begins
 * @param lent played for as long as this holds, though nobody asked for it
 */
export function usePlaying(first: number, steps: number, speed: number, lent: boolean): Playing {
  const [place, setPlace] = useState(first);
  const [asked, setAsked] = useState(false);
  const playing = (asked || lent) && steps > 1;
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(
      () => {
        setPlace((before) => (before + 1) % steps);
      },
      1000 / (pace * speed),
    );
    return () => {
      clearInterval(timer);
    };
  }, [playing, speed, steps]);
  return {
    step: Math.min(place, steps - 1),
    playing,
    toggle: () => {
      setAsked(!asked);
    },
    goTo: (step) => {
      setAsked(false);
      setPlace(Math.max(0, Math.min(steps - 1, step)));
    },
  };
}
