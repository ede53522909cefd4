import { withSeed } from '../../shared/text/naming';
import type { ModelDescription } from '../../shared/models/model-description';
import type { ModelCell } from '../../shared/plan/plan';
import type { RunInput } from '../input';

export interface TrainedModel {
  /** With its seed where there are several. */
  readonly title: string;
  readonly role: ModelCell['role'];
  readonly description: ModelDescription;
}

/** The models that the run trained, in the order of its plan; those that it has not reached are left out. */
export function trainedModels({ run, models }: RunInput): readonly TrainedModel[] {
  return run.expansion.cells.flatMap((cell) => {
    if (cell.kind !== 'model') return [];
    const description = models.find(({ id }) => id === cell.model);
    if (description === undefined) return [];
    const title = run.plan.seeds.length > 1 ? withSeed(cell.title, cell.spec.seed) : cell.title;
    return [{ title, role: cell.role, description }];
  });
}
