import type { GivenSource } from '../../../shared/imported/imported-model';
import type { LabResult } from '../../../shared/lab-api';

/** A model as it said what it is. */
export interface Looked {
  readonly source: GivenSource;
  readonly found: LabResult<'models.inspect'>;
}
