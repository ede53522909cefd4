import { isPlane, planeOf } from '../shared/data/modality';
import type { ModelDescription } from '../shared/models/model-description';
import { bodyCost, type BodyCost } from '../shared/models/umurl-cost';
import { decimal, listOf, percent, ratio } from './format';
import type { ShortAnswer } from './verdict/short-answer';

/** What reads a skeleton costs, by how it reads it: counted from the shapes, and timed. */
export interface StreamsCost extends BodyCost {
  /** Subjects that read it so. */
  readonly subjects: readonly string[];
  /** Of one sample's clean answer by the whole model, on the machine that trained it; null where nobody timed it. */
  readonly seconds: number | null;
  /** Mean share of test samples whose nearest training sample has their class, before labels; null without such training. */
  readonly nearest: number | null;
}

/** A trained subject. */
export interface Described {
  readonly subject: string;
  readonly description: ModelDescription;
}

/**
 * Of subjects that read skeletons by the encoder of UmURL, the cheapest first; empty where all read them alike, and nothing is to
 * be set side by side.
 */
export function streamsCosts(models: readonly Described[]): readonly StreamsCost[] {
  const read = models.flatMap((model) => {
    const { spec, modalities } = model.description;
    return Object.entries(spec.recipe.encoders).flatMap(([id, choice]) => {
      const own = modalities[id];
      if (choice.name !== 'umurl' || !isPlane(own)) return [];
      return [{ ...model, key: `${choice.streams} ${String(choice.width)}`, cost: bodyCost(choice, planeOf(own)) }];
    });
  });
  const keys = [...new Set(read.map(({ key }) => key))];
  if (keys.length < 2) return [];
  return keys
    .map((key): StreamsCost => {
      const own = read.filter((one) => one.key === key);
      return {
        ...own[0].cost,
        subjects: [...new Set(own.map(({ subject }) => subject))],
        seconds: meanOf(
          own.flatMap(({ description: { answering } }) =>
            answering === undefined ? [] : [answering.seconds / answering.count],
          ),
        ),
        nearest: meanOf(
          own.flatMap(({ description: { pretraining } }) =>
            Object.values(pretraining?.retrieval ?? {}).map(({ after }) => after.correct / after.count),
          ),
        ),
      };
    })
    .sort((a, b) => a.multiplyAdds - b.multiplyAdds);
}

/** What is meant. */
export const costNote =
  'Weights and multiply-adds of the encoder are counted from its shapes, by this lab; the time of a sample is that of the whole model on the whole test split, once, as busy as the machine was.';

/** What is shown in a line; null where nothing is to be set side by side. */
export function streamsCostAnswer(costs: readonly StreamsCost[]): ShortAnswer | null {
  if (costs.length === 0) return null;
  const [cheapest] = costs;
  const lines = costs.map((cost) => {
    const times = cost === cheapest ? '' : ` (${ratio(cost.multiplyAdds / cheapest.multiplyAdds)} times as many)`;
    const timed = cost.seconds === null ? '' : `, ${milliseconds(cost.seconds)} a sample`;
    const nearest = cost.nearest === null ? '' : `, nearest sample right ${percent(cost.nearest)}`;
    return `${listOf(cost.subjects)}: ${decimal(cost.parameters)} weights, ${millions(cost.multiplyAdds)} multiply-adds${times}${timed}${nearest}`;
  });
  return { question: 'Cost of reading the skeleton', answer: `${lines.join('; ')}. ${costNote}`.replace(/\.$/u, '') };
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function millions(count: number): string {
  return `${(count / 1e6).toPrecision(3)} million`;
}

function milliseconds(seconds: number): string {
  return `${(1000 * seconds).toPrecision(2)} ms`;
}
