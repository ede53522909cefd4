import { createContext, use, type ReactNode } from 'react';
import { useQueue, workingItem } from '../lab/queue';
import { useCountedTimeLeft, type TimeLeft } from './time-left';

const Left = createContext<TimeLeft>({ ofStage: null, inAll: null });

/** Counts down once for the whole window: two clocks would say two times of the same work. */
export function TimeLeftProvider({ children }: { readonly children: ReactNode }): ReactNode {
  return <Left value={useCountedTimeLeft(workingItem(useQueue())?.progress ?? null)}>{children}</Left>;
}

/** What is left of what computes now. */
export function useTimeLeft(): TimeLeft {
  return use(Left);
}
