import { useEffect, useEffectEvent } from 'react';

/** What arrow keys mean something else in. */
const own = 'input, textarea, select, audio, [contenteditable], [role="tab"], [role="radiogroup"], [role="slider"]';

/** Left goes back, right goes on, unless the focus is in something that needs the arrows itself. */
export function useArrowKeys(onStep: (step: -1 | 1) => void): void {
  const step = useEffectEvent(onStep);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      if (event.target instanceof Element && event.target.closest(own) !== null) return;
      if (event.key === 'ArrowLeft') step(-1);
      else if (event.key === 'ArrowRight') step(1);
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', listen);
    return () => {
      document.removeEventListener('keydown', listen);
    };
  }, []);
}
