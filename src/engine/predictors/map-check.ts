import type { DatasetManifest } from '../../shared/data/dataset';
import { LabError } from '../../shared/errors';
import { answerShapes, givesOf, heldWords } from '../../shared/imported/answered-task';
import { tensorNames, type MappedInput, type ModelMap, type NumbersInput } from '../../shared/imported/model-map';
import { fixedBatch, tensorText, type PredictorSignature, type PredictorTensor } from '../../shared/imported/signature';
import { isPlane, planeOf, type ModalitySpec, type PlaneSpec } from '../../shared/data/modality';
import { refuse } from '../../shared/refusal';
import { oneOf } from '../../shared/text/wording';
import { leftOut, planeGiven, rangesOf, shapeOf } from './inputs/plane-input';

/** Checks that a map joins a data set and a model. @throws LabError `invalid` with everything that does not fit */
export function checkMap(map: ModelMap, signature: PredictorSignature, manifest: DatasetManifest): void {
  const entries = Object.entries(map.inputs);
  refuse([
    ...entries.flatMap(([modality, input]) => inputFaults(modality, input, signature, manifest)),
    ...unboundFaults(map, signature),
    ...outputFaults(map, signature, manifest),
    ...givenFaults(map, manifest),
    ...statedFaults(map, manifest),
    ...batchFaults(map, signature),
  ]);
}

function fault(where: string, message: string, remedy: string): LabError {
  return new LabError('invalid', message, { where: `map.${where}`, remedy });
}

function inputFaults(
  modality: string,
  input: MappedInput,
  { inputs }: PredictorSignature,
  { modalities, name }: DatasetManifest,
): readonly LabError[] {
  const where = `inputs.${modality}`;
  if (!Object.hasOwn(modalities, modality)) {
    return [fault(where, `is not a modality of "${name}".`, `Give ${oneOf(Object.keys(modalities))}.`)];
  }
  const spec = modalities[modality];
  const kind = isPlane(spec) ? 'numbers' : 'words';
  if (input.kind !== kind) {
    return [
      fault(`${where}.kind`, `is "${input.kind}", but "${modality}" is of the kind "${spec.kind}".`, `Give "${kind}".`),
    ];
  }
  const names = tensorNames(input);
  const unknown = names.filter(({ tensor }) => !inputs.some((one) => one.name === tensor));
  if (unknown.length > 0) {
    return unknown.map(({ field, tensor }) =>
      fault(
        `${where}.${field}`,
        `is "${tensor}", which is no input of the model.`,
        `Give ${oneOf(inputs.map((one) => one.name))}.`,
      ),
    );
  }
  if (input.kind === 'numbers' && isPlane(spec)) {
    const own = numbersFaults(where, input, spec);
    if (own.length > 0) return own;
  }
  const size = sizeGiven(input, spec);
  return names.flatMap(({ field, tensor }) =>
    inputs
      .filter((one) => one.name === tensor)
      .flatMap((one) => tensorFaults(`${where}.${field}`, one, input.type, size)),
  );
}

/** Behind the number of samples. */
function sizeGiven(input: MappedInput, spec: ModalitySpec): readonly number[] {
  if (input.kind === 'words') return [input.length];
  return isPlane(spec) ? shapeOf(input.layout, planeGiven(spec, input)) : [];
}

function tensorFaults(
  where: string,
  tensor: PredictorTensor,
  type: string,
  size: readonly number[],
): readonly LabError[] {
  const given = `${type} [samples, ${size.join(', ')}]`;
  const [, ...wanted] = tensor.shape;
  const fits =
    tensor.type === type &&
    // A model that states no shape at all takes its chances.
    (tensor.shape.length === 0 ||
      (wanted.length === size.length && wanted.every((own, axis) => typeof own !== 'number' || own === size[axis])));
  if (fits) return [];
  return [
    fault(
      where,
      `would be given ${given}, but the model’s "${tensor.name}" is ${tensorText(tensor)}.`,
      'Change layout, size, channels, type or length until they agree.',
    ),
  ];
}

function numbersFaults(where: string, input: NumbersInput, spec: PlaneSpec): readonly LabError[] {
  const { channels } = planeGiven(spec, input);
  const own = planeOf(spec);
  const axes = leftOut(input.layout, planeGiven(spec, input));
  const isPicture = spec.kind === 'image' || spec.kind === 'audio';
  return [
    ...(spec.kind === 'sequence' && spec.shortest !== undefined && spec.shortest < spec.steps
      ? [
          fault(
            where,
            'reads sequences of different lengths, which no imported model is given.',
            'Leave it out, or cut the data to one length.',
          ),
        ]
      : []),
    ...(axes.length === 0
      ? []
      : [
          fault(
            `${where}.layout`,
            `is "${input.layout}", which leaves out ${axes.join(' and ')}, of more than one place.`,
            'Give a layout that holds all of them, or "flat".',
          ),
        ]),
    ...(isPicture || (input.size === null && input.channels === null)
      ? []
      : [
          fault(
            `${where}.size`,
            'is for pictures and sounds; numbers that were measured are not brought to other sides.',
            'Give null for "size" and "channels".',
          ),
        ]),
    ...(isPicture && input.channels === 3 && own.channels !== 3 && own.channels !== 1
      ? [fault(`${where}.channels`, `is 3, but the data have ${own.channels}.`, 'Give null.')]
      : []),
    ...(input.units === 'measured' && rangesOf(spec) === null
      ? [fault(`${where}.units`, `is "measured", but ${spec.kind} is measured in nothing else.`, 'Give "range".')]
      : []),
    ...(['mean', 'std'] as const).flatMap((field) =>
      [0, 1, channels].includes(input[field].length)
        ? []
        : [
            fault(
              `${where}.${field}`,
              `has ${input[field].length} entries for ${channels} channels.`,
              `Give ${channels}, one for all, or none.`,
            ),
          ],
    ),
  ];
}

/** Inputs that would be given nothing, or twice. */
function unboundFaults({ inputs }: ModelMap, signature: PredictorSignature): readonly LabError[] {
  const bound = Object.values(inputs).flatMap((input) => tensorNames(input).map(({ tensor }) => tensor));
  return signature.inputs.flatMap(({ name }) => {
    const times = bound.filter((own) => own === name).length;
    if (times === 1) return [];
    return times === 0
      ? [fault('inputs', `gives nothing to the model’s input "${name}".`, 'Bind a modality, a mask or segments to it.')]
      : [fault('inputs', `gives the model’s input "${name}" ${times} things at once.`, 'Bind it once.')];
  });
}

function outputFaults(
  { output }: ModelMap,
  { outputs }: PredictorSignature,
  manifest: DatasetManifest,
): readonly LabError[] {
  const { name, classes } = output;
  const missing = manifest.classes.filter((own) => !classes.includes(own));
  const strange = classes.filter((own) => !manifest.classes.includes(own));
  const order =
    missing.length > 0 || strange.length > 0 || new Set(classes).size < classes.length
      ? [
          fault(
            'output.classes',
            `is not the list of the ${manifest.classes.length} classes of "${manifest.name}"${missing.length > 0 ? `: "${missing[0]}" is missing` : ''}${strange.length > 0 ? `: "${strange[0]}" is none of them` : ''}.`,
            manifest.target?.kind === 'value'
              ? `Give the name of the value, "${manifest.classes[0]}".`
              : 'Give each class of the data once, in the order of the model’s answers.',
          ),
        ]
      : [];
  const answer = outputs.find((one) => one.name === name);
  if (answer === undefined) {
    return [
      ...order,
      fault(
        'output.name',
        `is "${name}", which is no output of the model.`,
        `Give ${oneOf(outputs.map((one) => one.name))}.`,
      ),
    ];
  }
  const { target } = manifest;
  const width = answer.shape[1];
  const fits =
    ['float32', 'float64'].includes(answer.type) &&
    (answer.shape.length === 0 ||
      (answer.shape.length === 1 && target?.kind === 'value') ||
      (answer.shape.length === 2 && (typeof width !== 'number' || width === classes.length)));
  return fits
    ? order
    : [
        ...order,
        fault(
          'output.name',
          `is ${tensorText(answer)}, not float32 ${answerShapes(target, 'samples', classes.length)}.`,
          `Give an output that holds ${heldWords(target)} of each sample.`,
        ),
      ];
}

/** What its numbers are, which follows from what the data ask. */
function givenFaults(
  { output: { gives, rescaled } }: ModelMap,
  { name, target }: DatasetManifest,
): readonly LabError[] {
  const possible = givesOf(target);
  return [
    ...(possible.includes(gives)
      ? []
      : [
          fault(
            'output.gives',
            `is "${gives}", but "${name}" asks for ${askedFor(target)}.`,
            `Give ${oneOf(possible)}.`,
          ),
        ]),
    ...(rescaled === undefined || target?.kind === 'value'
      ? []
      : [fault('output.rescaled', `is of values, but "${name}" asks for ${askedFor(target)}.`, 'Leave it out.')]),
  ];
}

function statedFaults({ statedScore = null }: ModelMap, { name, target }: DatasetManifest): readonly LabError[] {
  if (statedScore === null) return [];
  if (target === undefined) {
    return [
      fault('statedScore', `is of labels or values, but "${name}" asks for one class.`, 'Give "statedAccuracy".'),
    ];
  }
  return target.kind === 'value' || statedScore <= 1
    ? []
    : [fault('statedScore', `is ${statedScore}, but a macro F1 is 1 at most.`, 'Give a number from 0 to 1.')];
}

function askedFor(target: DatasetManifest['target']): string {
  if (target === undefined) return 'one class of several';
  return target.kind === 'value' ? 'a value' : 'a set of labels';
}

function batchFaults({ batch }: ModelMap, signature: PredictorSignature): readonly LabError[] {
  const fixed = fixedBatch(signature);
  return fixed === null || fixed === batch
    ? []
    : [fault('batch', `is ${batch}, but the model takes ${fixed} at once.`, `Give ${fixed}.`)];
}
