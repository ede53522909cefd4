import { useLab } from '../../lab/connection';
import { useAction, type Action } from '../../lab/use-action';

export interface ResumeOptions {
  /** Although another device computed the first part. */
  readonly force?: boolean;
  /** Damaged records are set aside and computed again. */
  readonly repair?: boolean;
}

/** Puts a run that has stopped into the queue again; an error says which option would get past it, if one would. */
export function useResume(run: string, onResumed: () => void): Action<[options: ResumeOptions]> {
  const lab = useLab();
  return useAction(async ({ force = false, repair = false }) => {
    await lab.request('runs.enqueue', { run, force, repair });
    onResumed();
  });
}
