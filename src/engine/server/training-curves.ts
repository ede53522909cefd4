import type { CurvePoint, TrainingProgress } from '../../shared/training/training-progress';

/** Learning curves of models that this engine was training: told as they grow, and kept for who looks later. */
export class TrainingCurves {
  readonly #curves = new Map<string, readonly CurvePoint[]>();
  readonly #onGrowth: (progress: TrainingProgress) => void;

  constructor(onGrowth: (progress: TrainingProgress) => void) {
    this.#onGrowth = onGrowth;
  }

  tell(model: string, curve: readonly CurvePoint[]): void {
    this.#curves.set(model, curve);
    this.#onGrowth({ model, curve: [...curve] });
  }

  /** Empty for a model that this engine has not trained for a whole epoch. */
  of(model: string): readonly CurvePoint[] {
    return this.#curves.get(model) ?? [];
  }
}
