import type { GivenSource } from '../../../shared/imported/imported-model';
import type { LabResult } from '../../../shared/lab-channel/lab-api';

/** A model, and what it said of itself. */
export interface Looked {
  readonly source: GivenSource;
  readonly found: LabResult<'models.inspect'>;
}
