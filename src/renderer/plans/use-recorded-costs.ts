import { useEffect, useState } from 'react';
import { readRecordedCosts, type RecordedCosts } from '../../analysis/recorded-costs';
import { useLab } from '../lab/connection';

/** What took how long in this lab; null until it is read. */
export function useRecordedCosts(): RecordedCosts | null {
  const lab = useLab();
  const [costs, setCosts] = useState<RecordedCosts | null>(null);
  useEffect(() => {
    let gone = false;
    const read = (): void => {
      readRecordedCosts(lab).then(
        (found) => {
          if (!gone) setCosts(found);
        },
        // As if nothing had been computed here yet: the time is not known then, and said so.
        () => {
          if (!gone) setCosts((before) => before ?? { models: [], runs: [], bytesPerRecord: null });
        },
      );
    };
    read();
    const ends = [lab.on('workEnded', read), lab.on('modelTrained', read)];
    return () => {
      gone = true;
      ends.forEach((end) => {
        end();
      });
    };
  }, [lab]);
  return costs;
}
