import { LabError } from '../../../shared/errors';
import { answerShapes } from '../../../shared/imported/answered-task';
import type { ModelMap } from '../../../shared/imported/model-map';
import { isPlane, type ModalitySpecs } from '../../../shared/data/modality';
import type { Answered, Target } from '../../../shared/data/target';
import type { HostTensor, HostTensors } from '../../predictors/host-tensor';
import { dataOf } from '../../predictors/host-tensor';
import { planeInput } from '../../predictors/inputs/plane-input';

/** Marks places of a text behind its last token, in what an encoding holds of it. */
export const NO_TOKEN = -1;

/** One sample as the lab holds it for an imported model, by modality: values of a plane, or numbers of tokens. */
export type HeldSample = Readonly<Record<string, Float32Array>>;

/** What is sent to the model for these samples. */
export function inputsOf(
  map: ModelMap,
  modalities: ModalitySpecs,
  paddings: Readonly<Record<string, number>>,
  samples: readonly HeldSample[],
): HostTensors {
  return Object.fromEntries(
    Object.entries(map.inputs).flatMap(([modality, input]): readonly (readonly [string, HostTensor])[] => {
      const rows = samples.map((sample) => sample[modality]);
      const spec = modalities[modality];
      if (input.kind === 'numbers') {
        return isPlane(spec) ? [[input.input, planeInput(spec, input, rows)]] : [];
      }
      const placed = (valueOf: (token: number) => number): HostTensor => ({
        type: input.type,
        shape: [rows.length, input.length],
        data: dataOf(input.type, Float32Array.from(rows.flatMap((row) => Array.from(row, valueOf)))),
      });
      return [
        [input.ids, placed((token) => (token === NO_TOKEN ? paddings[modality] : token))],
        ...(input.mask === null ? [] : [[input.mask, placed((token) => Number(token !== NO_TOKEN))] as const]),
        ...(input.segments === null ? [] : [[input.segments, placed(() => 0)] as const]),
      ];
    }),
  );
}

/** Probabilities below are as good as none; their logarithm stays a number. */
export const LEAST_PROBABILITY = 1e-30;
/** How far the probabilities of a sample may be from 1 in sum: float32, and roundings of who computed them. */
const SUM_TOLERANCE = 1e-3;

/**
 * Logits of each sample, in the order of the data set's classes, of each label by itself where they ask for sets; or the value in
 * their unit.
 *
 * @param data what they ask
 * @throws LabError `damaged` for an answer of another shape, or of what are no finite numbers or no probabilities
 */
export function logitsOf(
  { output }: ModelMap,
  { classes, target }: Answered,
  answer: HostTensor,
  samples: number,
): readonly Float32Array[] {
  const { name } = output;
  const width = output.classes.length;
  const [rows, columns = target?.kind === 'value' ? 1 : 0, ...more] = answer.shape;
  if (rows !== samples || columns !== width || more.length > 0) {
    throw wrong(
      name,
      `gives ${samples} samples numbers of the sizes [${answer.shape.join(', ')}]; expected are ${answerShapes(target, samples, width)}.`,
    );
  }
  const places = classes.map((own) => output.classes.indexOf(own));
  return Array.from({ length: samples }, (_, row) => {
    const own = Array.from({ length: width }, (_value, place) => Number(answer.data[row * width + place]));
    const strange = own.find((value) => !Number.isFinite(value));
    if (strange !== undefined) throw wrong(name, `gives a sample the number ${strange}, which decides nothing.`);
    const said = saidBy(output, target, own);
    return Float32Array.from(places, (place) => said[place]);
  });
}

/** In the order of the model. */
function saidBy(
  { name, gives, rescaled = { factor: 1, offset: 0 } }: ModelMap['output'],
  target: Target | undefined,
  own: readonly number[],
): readonly number[] {
  switch (gives) {
    case 'logits':
      return own;
    case 'probabilities':
      return target === undefined ? logarithms(own, name) : logOdds(own, name);
    case 'values':
      return own.map((value) => rescaled.factor * value + rescaled.offset);
    default:
      return gives satisfies never;
  }
}

function logarithms(own: readonly number[], name: string): readonly number[] {
  const sum = own.reduce((total, value) => total + value, 0);
  if (own.some((value) => value < 0) || Math.abs(sum - 1) > SUM_TOLERANCE) {
    throw wrong(name, `gives a sample numbers that are no probabilities: their sum is ${sum.toPrecision(6)}.`);
  }
  return own.map(logarithm);
}

/** Of labels, each by itself: the log odds of its probability. */
function logOdds(own: readonly number[], name: string): readonly number[] {
  const strange = own.find((share) => share < 0 || share > 1);
  if (strange !== undefined) {
    throw wrong(name, `gives a label ${strange}, which is no probability: it does not lie between 0 and 1.`);
  }
  return own.map((share) => logarithm(share) - logarithm(1 - share));
}

function logarithm(share: number): number {
  return Math.log(Math.max(share, LEAST_PROBABILITY));
}

function wrong(name: string, message: string): LabError {
  return new LabError('damaged', message, {
    where: `output ${name}`,
    remedy: 'Check "output" in the map of the model, and what the model gives for these inputs.',
  });
}
