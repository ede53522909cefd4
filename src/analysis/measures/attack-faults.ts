import type { EditUnit } from '../../shared/attacks/edit';
import { editUnit } from '../../shared/attacks/attack';
import type { PerturbationSetting } from '../attack-setting';
import type { AttackResult, EditResult, PerturbationResult, RemovalResult } from '../results';
import { largestInBall, largestNorms } from './norms';
import { untouched, type Untouched } from './untouched';

/** Why the figures of an attack on a model must not be used, whatever they show. */
export type AttackFault =
  /** To remove nothing changed the answer's logits, so changed answers cannot be put down to what was removed. */
  | ({ readonly kind: 'no-op' } & Untouched)
  /** To add a perturbation of size zero did. */
  | ({ readonly kind: 'zero-budget' } & Untouched)
  /** To make no edit at all did. */
  | ({ readonly kind: 'no-edit' } & Untouched)
  /** A text differs by more than the edits allowed. */
  | { readonly kind: 'beyond-edits'; readonly edits: number; readonly allowed: number; readonly unit: EditUnit }
  | { readonly kind: 'success-at-zero'; readonly hits: number }
  | { readonly kind: 'beyond-radius'; readonly modality: string; readonly norm: number; readonly radius: number }
  /** `share`: of the one ball that holds the perturbations of all inputs. */
  | { readonly kind: 'beyond-ball'; readonly share: number };

/** Rounding that float32 arithmetic may add to a norm, as a share of the radius. */
const normTolerance = 1e-4;

export function attackFaults(result: AttackResult): readonly AttackFault[] {
  switch (result.kind) {
    case 'removal':
      return removalFaults(result);
    case 'edit':
      return editFaults(result);
    case 'perturbation':
      return perturbationFaults(result);
    default:
      return result satisfies never;
  }
}

/** `its path alters the input`: what makes the figures of an attack void, after its name. */
export function faultWords({ kind }: AttackFault): string {
  switch (kind) {
    case 'no-op':
    case 'no-edit':
    case 'zero-budget':
      return 'its path alters the input by itself';
    case 'success-at-zero':
      return 'it succeeds with a budget of zero';
    case 'beyond-radius':
    case 'beyond-ball':
    case 'beyond-edits':
      return 'its changes go beyond the budget';
    default:
      return kind satisfies never;
  }
}

function removalFaults({ records }: RemovalResult): readonly AttackFault[] {
  const noOp = untouched(
    records.flatMap(({ attacked, controls, clean }) =>
      attacked && controls !== null ? [{ change: controls.noOp, logits: clean.logits }] : [],
    ),
  );
  return noOp.changed === 0 ? [] : [{ kind: 'no-op', ...noOp }];
}

function editFaults({ records, setting: { choice } }: EditResult): readonly AttackFault[] {
  const attacked = records.flatMap(({ outcome, controls, clean }) =>
    outcome === null ? [] : [{ edits: outcome.edits, controls, clean }],
  );
  const noEdit = untouched(
    attacked.flatMap(({ controls, clean }) =>
      controls === null ? [] : [{ change: controls.zeroBudget, logits: clean.logits }],
    ),
  );
  const edits = Math.max(0, ...attacked.map((each) => each.edits));
  return [
    ...(noEdit.changed > 0 ? [{ kind: 'no-edit' as const, ...noEdit }] : []),
    ...(edits > choice.maxEdits
      ? [{ kind: 'beyond-edits' as const, edits, allowed: choice.maxEdits, unit: editUnit(choice) }]
      : []),
  ];
}

function perturbationFaults({ records, setting }: PerturbationResult): readonly AttackFault[] {
  return ballFaults(
    records.flatMap(({ attacked, outcome, controls, clean }) =>
      attacked && outcome !== null
        ? [{ norms: outcome.norms, isHit: outcome.success, change: controls?.zeroBudget ?? 0, logits: clean.logits }]
        : [],
    ),
    setting,
  );
}

/** What an attack within radii did to a sample. */
export interface WithinRadii {
  readonly norms: Readonly<Record<string, number>>;
  /** Is its answer another one? */
  readonly isHit: boolean;
  /** Largest change of a logit at radius zero, and the logits that rounding is reckoned by. */
  readonly change: number;
  readonly logits: readonly number[];
}

export function ballFaults(
  samples: readonly WithinRadii[],
  { radii: allowed, oneBall }: Pick<PerturbationSetting, 'radii' | 'oneBall'>,
): readonly AttackFault[] {
  const zeroBudget = untouched(samples);
  const radii = Object.entries(allowed);
  const hits = samples.filter(({ isHit }) => isHit).length;
  const norms = samples.map((sample) => sample.norms);
  const largest = largestNorms(norms);
  const share = oneBall ? largestInBall(norms, allowed) : 0;
  return [
    ...(zeroBudget.changed > 0 ? [{ kind: 'zero-budget' as const, ...zeroBudget }] : []),
    ...(radii.length > 0 && radii.every(([, radius]) => radius === 0) && hits > 0
      ? [{ kind: 'success-at-zero' as const, hits }]
      : []),
    ...radii
      .map(([modality, radius]) => ({
        kind: 'beyond-radius' as const,
        modality,
        norm: largest[modality] ?? 0,
        radius,
      }))
      .filter(({ norm, radius }) => norm > radius * (1 + normTolerance) + 1e-6),
    ...(share > 1 + normTolerance ? [{ kind: 'beyond-ball' as const, share }] : []),
  ];
}
