import type { ShippedName } from '../../shared/data/dataset';
import { useLab } from '../lab/connection';
import { useCancellable, type Cancellable } from '../lab/use-cancellable';
import { useLatest } from '../lab/use-notification';
import type { Counted } from '../ui/Pending';
import { useJoinProject } from '../workspace/use-project';

/** How far the data set of this name is written into the lab; null while nobody writes it. */
export function useDataProgress(dataset: string | null): Counted | null {
  const told = useLatest('progress');
  return told?.stage === 'data' && told.label === dataset ? told : null;
}

/** Writes shipped data sets into the lab, where the project shown takes them in. */
export function usePreparing(onPrepared: () => void): Cancellable<[dataset: ShippedName]> {
  const lab = useLab();
  const join = useJoinProject();
  return useCancellable(async (signal, dataset) => {
    await lab.request('data.prepare', { dataset }, { signal });
    await join('dataset', dataset);
    onPrepared();
  });
}
