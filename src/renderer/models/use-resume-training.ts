import type { ModelSpec } from '../../shared/models/model-spec';
import { useLab } from '../lab/connection';
import { useAction, type Action } from '../lab/use-action';

/** Puts a training that was stopped into the queue again; it goes on from its checkpoint. */
export function useResumeTraining(): Action<[model: string, spec: ModelSpec]> {
  const lab = useLab();
  return useAction((_model, spec) => lab.request('models.enqueue', { spec }));
}
