import { groupsOf, type Answered } from '../../shared/data/target';
import { editUnit } from '../../shared/attacks/attack';
import type { EditUnit } from '../../shared/attacks/edit';
import type { EditSetting } from '../attack-setting';
import type { EditResult } from '../results';
import { meanOf, medianOf } from '../statistics/bootstrap';
import { rateOf, type Estimate, type Rate } from '../statistics/estimate';
import { attackedOf, type RandomControl } from './attacked';
import { attackFaults, type AttackFault } from './attack-faults';
import { measureDisplacement, type DisplacementMeasures } from './displacement';
import { untouched, type Untouched } from './untouched';

/** What an attack on words did to one model. C = attacked samples (clean-correct). */
export interface EditMeasures {
  readonly kind: 'edit';
  readonly setting: EditSetting;
  readonly unit: EditUnit;
  /** Why nothing of this may be used; empty where it may. */
  readonly faults: readonly AttackFault[];
  readonly cell: string;
  readonly n: number;
  readonly attacked: number;
  /** Success claims of the attack that did not hold when the framework ran the model again. */
  readonly unconfirmed: number;
  readonly successRate: Rate;
  /** Successes that left every deciding word and put none in, of C; null where the data does not say which decide. */
  readonly keptSuccessRate: Rate | null;
  readonly robustAccuracy: Rate;
  readonly byClass: readonly { readonly label: number; readonly name: string; readonly successRate: Rate }[];
  /** Of C, successes within so many edits: ASR(b) for b = 1 … the most that were allowed. */
  readonly curve: readonly { readonly edits: number; readonly successRate: Rate }[];
  /** Edits of a success. */
  readonly medianEdits: Estimate;
  readonly meanEdits: Estimate;
  /** Over all attacked samples. */
  readonly displacement: DisplacementMeasures | null;
  /** Means per attacked sample. */
  readonly queries: { readonly forward: Estimate; readonly gradient: Estimate };
  readonly controls: {
    readonly zeroBudget: Untouched;
    /** As many random edits. */
    readonly randomEdits: RandomControl;
  };
}

export function measureEdits(result: EditResult, data: Answered): EditMeasures {
  const { records, setting } = result;
  const key = (name: string): string => `${result.cell.id}/${name}`;
  const { samples: attacked, rate, mean, control } = attackedOf(records, key);
  const edits = attacked
    .filter(({ outcome }) => outcome.success)
    .map(({ outcome, group }) => ({ value: outcome.edits, group }));
  const isChecked = attacked.some(({ outcome }) => outcome.labelKept !== null);
  return {
    kind: 'edit',
    setting,
    unit: editUnit(setting.choice),
    faults: attackFaults(result),
    cell: result.cell.id,
    n: records.length,
    attacked: attacked.length,
    unconfirmed: attacked.filter(({ record, outcome }) => record.claimed && !outcome.success).length,
    successRate: rate(({ outcome }) => outcome.success),
    keptSuccessRate: isChecked ? rate(({ outcome }) => outcome.success && outcome.labelKept === true) : null,
    robustAccuracy: rateOf(result.outcomes.map(({ correct, group }) => ({ hit: correct, group }))),
    byClass: groupsOf(data).map(({ name, has }, label) => ({
      label,
      name,
      successRate: rate(
        ({ outcome }) => outcome.success,
        attacked.filter(({ record }) => has(record.label)),
      ),
    })),
    curve: Array.from({ length: setting.choice.maxEdits }, (_, index) => ({
      edits: index + 1,
      successRate: rate(({ outcome }) => outcome.success && outcome.edits <= index + 1),
    })),
    medianEdits: medianOf(edits, key('edits/median')),
    meanEdits: meanOf(edits, key('edits/mean')),
    displacement: measureDisplacement(
      attacked.map(({ outcome, group }) => ({ displacement: outcome.displacement, group })),
      key('displacement'),
    ),
    queries: {
      forward: mean('queries/forward', ({ record }) => record.queries.forward),
      gradient: mean('queries/gradient', ({ record }) => record.queries.gradient),
    },
    controls: {
      zeroBudget: untouched(
        attacked.flatMap(({ record: { controls, clean } }) =>
          controls === null ? [] : [{ change: controls.zeroBudget, logits: clean.logits }],
        ),
      ),
      randomEdits: control('random/diff', ({ controls }) => controls?.randomEdits ?? []),
    },
  };
}
