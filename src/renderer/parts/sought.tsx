import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import { isWithin } from './problems';

/** A place of a form that somebody asked to be led to; a new object every time. */
interface Sought {
  readonly where: string;
}

const Place = createContext<Sought | null>(null);
const Seek = createContext<(where: string) => void>(() => undefined);

/** Leads to fields by their place in what the form makes; what is folded away opens for it. */
export function SoughtProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [sought, setSought] = useState<Sought | null>(null);
  useEffect(() => {
    // After everything that folds has opened: its effects and renders come before those of what holds it.
    if (sought !== null) lead(sought.where);
  }, [sought]);
  return (
    <Seek
      value={(where) => {
        setSought({ where });
      }}
    >
      <Place value={sought}>{children}</Place>
    </Seek>
  );
}

export function useSeek(): (where: string) => void {
  return use(Seek);
}

/** Whether something is open that folds away: it opens where one of its places is wrong or is sought, and by hand. */
export function useOpened(
  places: readonly string[],
  wrong: boolean,
  first = wrong,
): readonly [boolean, (open: boolean) => void] {
  const sought = use(Place);
  const [open, setOpen] = useState(first || wrong);
  // Once something inside was wrong it stays open: it would close under the hand that mends it.
  const [before, setBefore] = useState(wrong);
  if (wrong !== before) {
    setBefore(wrong);
    if (wrong) setOpen(true);
  }
  const [led, setLed] = useState(sought);
  if (sought !== led) {
    setLed(sought);
    if (sought !== null && places.some((place) => isWithin(sought.where, place))) setOpen(true);
  }
  return [open, setOpen];
}

/** Scrolls to the field of a place, or to the nearest thing that holds it, and gives it the focus. */
function lead(where: string): void {
  const nearest = [...document.querySelectorAll<HTMLElement>('[data-field]')]
    .filter(({ dataset }) => isWithin(where, dataset.field ?? '') || isWithin(dataset.field ?? '', where))
    .sort((a, b) => closeness(b, where) - closeness(a, where))
    .at(0);
  if (nearest === undefined) return;
  const target = nearest.matches(focusable) ? nearest : (nearest.querySelector<HTMLElement>(focusable) ?? nearest);
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: 'center' });
}

const focusable = ['input', 'textarea', 'button', 'select'].map((tag) => `${tag}:not(:disabled)`).join();

/** The place itself before the field that holds it, that before larger ones, and before parts of it. */
function closeness({ dataset: { field = '' } }: HTMLElement, where: string): number {
  return isWithin(where, field) ? field.length : -field.length;
}
