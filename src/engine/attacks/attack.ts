import type { AttackChoice, Capability } from '../../shared/attack';
import type { FusedModel } from '../models/fused-model';
import type { Sample } from '../data/dataset';

/** What every attack may use while it works on one micro-batch. */
export interface AttackContext {
  readonly model: FusedModel;
  readonly samples: readonly Sample[];
  readonly seed: number;
  /** Throws when the work was cancelled; called before every batch sent to the device. */
  readonly checkpoint: () => void;
}

/** What an attack states about itself. */
export interface AttackTraits {
  /** Raised when results change for equal parameters. */
  readonly version: number;
  /** Capabilities it needs of the model, for these parameters. */
  requires(choice: AttackChoice): readonly Capability[];
}
