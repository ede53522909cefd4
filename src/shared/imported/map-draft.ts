import type { DatasetManifest } from '../data/dataset';
import { isPlane, type ModalitySpec, type PlaneSpec } from '../data/modality';
import { givesOf } from './answered-task';
import { fitsPlane, fitsWords, hasSizesOf } from './tensor-fit';
import type { Layout, ModelMap } from './model-map';
import { NumbersInput, WordsInput } from './model-map';
import { fixedBatch, TensorType, type PredictorSignature, type PredictorTensor } from './signature';

const usualBatch = 64;

/**
 * A map to go on from: each modality on the input that can hold it and whose name or sizes are likeliest, none where no input
 * can; classes in the data's order. What cannot be known (scale, mean, order of classes, files) is as it usually is, and has
 * to be looked at.
 */
export function mapDraft(
  title: string,
  signature: PredictorSignature,
  manifest: DatasetManifest,
  classes: readonly string[] | null,
): ModelMap {
  const free = [...signature.inputs];
  const take = (fits: (tensor: PredictorTensor) => boolean): PredictorTensor | undefined => {
    const at = free.findIndex(fits);
    return at < 0 ? undefined : free.splice(at, 1)[0];
  };
  const named = (part: string) => (tensor: PredictorTensor) => tensor.name.toLowerCase().includes(part);
  const inputs: Record<string, ModelMap['inputs'][string]> = {};
  const entries = Object.entries(manifest.modalities);
  // Words first: what is left of whole numbers belongs to them.
  for (const [modality, spec] of entries) {
    if (isPlane(spec)) continue;
    const isRow = (one: PredictorTensor): boolean => !isFloat(one) && fitsWords(one);
    const ids = take((one) => named('id')(one) && !named('type')(one) && isRow(one)) ?? take(isRow);
    if (ids === undefined) continue;
    const mask = take(named('mask'));
    const segments = take((one) => named('type')(one) || named('segment')(one));
    inputs[modality] = wordsDraft(ids, mask, segments, spec);
  }
  // An input that is called as one modality is left to it by the others, one of its very sizes as well.
  const likely = [
    (modality: string) => named(modality.toLowerCase()),
    (_: string, spec: PlaneSpec) => (one: PredictorTensor) => hasSizesOf(one, spec),
    () => () => true,
  ];
  for (const isLikely of likely) {
    for (const [modality, spec] of entries) {
      if (!isPlane(spec) || Object.hasOwn(inputs, modality)) continue;
      const tensor = take((one) => isLikely(modality, spec)(one) && isFloat(one) && fitsPlane(one, spec));
      if (tensor !== undefined) inputs[modality] = numbersDraft(tensor, spec);
    }
  }
  const known = classes !== null && new Set(classes).size === manifest.classes.length ? classes : manifest.classes;
  return {
    format: 'muroan.model-map',
    formatVersion: 1,
    title,
    inputs,
    output: { name: signature.outputs[0].name, gives: givesOf(manifest.target)[0], classes: [...known] },
    embedding: null,
    gradients: 'if-possible',
    batch: fixedBatch(signature) ?? usualBatch,
    timeout: 60,
    statedAccuracy: null,
    ...(manifest.target === undefined ? {} : { statedScore: null }),
  };
}

function isFloat({ type }: PredictorTensor): boolean {
  return type.startsWith('float');
}

/** How such numbers reach an input of the model, as it usually is. */
export function numbersDraft(tensor: PredictorTensor, spec: PlaneSpec): NumbersInput {
  const sizes = tensor.shape.slice(1);
  const layout = layoutOf(sizes, spec);
  const [height, width, channels] = (['H', 'W', 'C'] as const).map((axis) => {
    const size = layout === 'flat' ? undefined : sizes[layout.indexOf(axis) - 1];
    return layout.includes(axis) && typeof size === 'number' ? size : null;
  });
  const isPicture = spec.kind === 'image' || spec.kind === 'audio';
  const isOther = isPicture && height !== null && width !== null && (height !== spec.height || width !== spec.width);
  return NumbersInput.parse({
    kind: 'numbers',
    input: tensor.name,
    type: TensorType.safeParse(tensor.type).data ?? 'float32',
    layout,
    // Whoever trains a model on a table or on series has them as they were measured; what scales them is in the model, or told as mean and std.
    units: isPicture ? 'range' : 'measured',
    size: isOther ? [height, width] : null,
    channels: isPicture && (channels === 1 || channels === 3) && channels !== spec.channels ? channels : null,
  });
}

function layoutOf(sizes: PredictorTensor['shape'], spec: PlaneSpec): Layout {
  const isTable = spec.kind === 'tabular';
  switch (sizes.length) {
    case 3:
      return sizes[2] === 1 || sizes[2] === 3 ? 'NHWC' : 'NCHW';
    case 2:
      return spec.kind === 'sequence' ? 'NWC' : 'NHW';
    case 1:
      return isTable ? 'NW' : 'flat';
    default:
      return isTable ? 'NW' : 'NCHW';
  }
}

/** How texts reach inputs of the model, as it usually is. */
export function wordsDraft(
  ids: PredictorTensor,
  mask: PredictorTensor | undefined,
  segments: PredictorTensor | undefined,
  spec: Extract<ModalitySpec, { kind: 'text' }>,
): WordsInput {
  const length = ids.shape[1];
  return WordsInput.parse({
    kind: 'words',
    ids: ids.name,
    mask: mask?.name ?? null,
    segments: segments?.name ?? null,
    type: ids.type === 'int32' || ids.type === 'float32' ? ids.type : 'int64',
    length: typeof length === 'number' && length >= 3 ? length : Math.max(3, spec.maxWords + 2),
    tokenizer: { kind: 'wordpiece', vocabulary: 'vocab.txt' },
  });
}
