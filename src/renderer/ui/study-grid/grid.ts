import { attackKey, attackSettings } from '../../../analysis/attack-setting';
import { certificateKey, certificateSettings } from '../../../analysis/certificate-setting';
import { degradationKey, degradationSettings } from '../../../analysis/degradation-setting';
import type { ModalitySpecs } from '../../../shared/data/modality';
import type { Cell, Expansion, ModelCell } from '../../../shared/plan/plan';

/** What one model has to do under one attack at one budget, or without an attack. */
export interface GridCell {
  /** Its records are counted under this id. */
  readonly id: string;
}

export interface GridLine {
  /** Null: without an attack. */
  readonly title: string | null;
  /** One per model; null: this model is not attacked. */
  readonly cells: readonly (GridCell | null)[];
}

/** The cells of a study as a person reads them: attacks down, models across. */
export interface Grid {
  readonly models: readonly ModelCell[];
  readonly lines: readonly GridLine[];
  /** Records of a complete cell. */
  readonly samples: number;
}

export function gridOf({ cells, rows }: Pick<Expansion, 'cells' | 'rows'>, specs: ModalitySpecs): Grid {
  const models = modelsOf(cells);
  const clean = new Map(cells.flatMap((cell) => (cell.kind === 'clean' ? [[cell.model, cell.id] as const] : [])));
  const attacked = new Map(
    cells.flatMap((cell) => (cell.kind === 'attack' ? [[`${cell.model} ${attackKey(cell)}`, cell.id] as const] : [])),
  );
  const degraded = new Map(
    cells.flatMap((cell) =>
      cell.kind === 'degraded' ? [[`${cell.model} ${degradationKey(cell)}`, cell.id] as const] : [],
    ),
  );
  const certified = new Map(
    cells.flatMap((cell) =>
      cell.kind === 'certificate' ? [[`${cell.model} ${certificateKey(cell)}`, cell.id] as const] : [],
    ),
  );
  const line = (title: string | null, idOf: (model: string) => string | undefined): GridLine => ({
    title,
    cells: models.map(({ model }) => {
      const id = idOf(model);
      return id === undefined ? null : { id };
    }),
  });
  return {
    models,
    samples: rows.length,
    lines: [
      line(null, (model) => clean.get(model)),
      ...degradationSettings(cells).map(({ key, title }) => line(title, (model) => degraded.get(`${model} ${key}`))),
      ...attackSettings(cells, specs).map(({ key, title }) => line(title, (model) => attacked.get(`${model} ${key}`))),
      ...certificateSettings(cells).map(({ key, title }) => line(title, (model) => certified.get(`${model} ${key}`))),
    ],
  };
}

/**
 * Every model once, subjects first; one that serves in two roles is the subject. Baselines of one title, which differ in how
 * their encoder is made or trained, are told apart by the subject that they stand beside.
 */
function modelsOf(cells: readonly Cell[]): readonly ModelCell[] {
  const models = new Map<string, ModelCell>();
  for (const cell of cells) if (cell.kind === 'model' && !models.has(cell.model)) models.set(cell.model, cell);
  const all = [...models.values()];
  return all.map((cell) => {
    const isAlone = all.every(
      ({ model, title, spec }) => model === cell.model || title !== cell.title || spec.seed !== cell.spec.seed,
    );
    return isAlone || cell.role === 'subject' ? cell : { ...cell, title: `${cell.title}, for ${cell.subject}` };
  });
}
