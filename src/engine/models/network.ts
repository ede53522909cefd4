import * as tf from '@tensorflow/tfjs-core';
import { planeOf, type ModalitySpec, type ModalitySpecs, type PlaneSpec, type TextSpec } from '../../shared/modality';
import { mapValues } from '../../shared/map-values';
import type { Target } from '../../shared/target';
import { modalityIds, trainedRecipe, type Recipe, type TrainedRecipe } from '../../shared/recipe';
import type { ModalityValue, PlaneValue, TextValue } from '../modalities/modality';
import type { Random } from '../random';
import type { EncoderPart, EncodingForm } from './encoders/encoder';
import { encoderPart } from './encoders/registry';
import type { Embedded, Encoding, Encodings, ModelVocabulary, Settling } from './fused-model';
import type { OpenEncoder } from './incremental';
import { openEncoder } from './open-encoder';
import type { FusedInTraining, FusionAlternation, FusionIntegration, FusionPart, Ranked } from './fusions/fusion';
import { fusionOf } from './fusions/registry';
import type { HeadPart } from './heads/head';
import { headPart } from './heads/registry';
import type { NetworkAlternation } from './network-alternation';
import type { NetworkIntegration } from './network-integration';
import { hostReaderOf, prefixed, readerOf, type Constants, type Parameters, type ParameterSpecs } from './parameters';
import { pixelDecoder } from './pixels/decoder';
import { joinedMaps } from './pixels/joined-maps';
import { checkRecipe } from './recipe-check';
import { inUnits, lossesOf } from './targets';
import { lookup, type WordIds } from './vocabulary';

/**
 * A recipe made concrete for a data set's modalities: parameter shapes, and pure functions of the parameters. `encode`
 * finds the constants among them, unless the network was opened (`open-network.ts`).
 */
export interface Network {
  /** The modalities that the recipe reads, in the network's order. */
  readonly modalities: ModalitySpecs;
  readonly parameters: ParameterSpecs;
  readonly constants: Constants;
  /** How many it tells apart. */
  readonly classes: number;
  /** What is asked of it in place of one class. */
  readonly target: Target | undefined;
  /** Pixels that it answers for one by one; null where it answers for the sample. Logits of pixels are [B, pixels · K]. */
  readonly pixels: number | null;
  embed(parameters: Parameters, modality: string, values: readonly ModalityValue[]): Embedded;
  encode(parameters: Parameters, modality: string, embedded: Embedded): Encoding;
  /** See `FusedModel.vocabularyOf`. */
  vocabularyOf(parameters: Parameters, modality: string): ModelVocabulary | null;
  /** See `FusedModel.openEncoder`. */
  openEncoder(parameters: Parameters, modality: string, embedded: Embedded): OpenEncoder | null;
  /** z [B, width]. */
  fuse(parameters: Parameters, encodings: Encodings): tf.Tensor2D;
  /** See `FusedModel.settle`. */
  readonly settle?: (parameters: Parameters, encodings: Encodings) => Settling;
  /** See `FusedModel.fuseUnrolled`. */
  readonly fuseUnrolled?: (parameters: Parameters, encodings: Encodings, steps: number) => tf.Tensor2D;
  /** See `FusedModel.fuseTighter`. */
  readonly fuseTighter?: (parameters: Parameters, encodings: Encodings) => tf.Tensor2D;
  /** See `FusedModel.weighing`. */
  readonly weighing?: {
    frozen(parameters: Parameters, encodings: Encodings): tf.Tensor2D;
    weights(parameters: Parameters, encodings: Encodings): Readonly<Record<string, tf.Tensor1D>>;
  };
  /** Logits [B, K] of each modality by itself; absent where they have no answer of their own. */
  readonly answers?: (parameters: Parameters, encodings: Encodings) => Readonly<Record<string, tf.Tensor2D>>;
  /** Can it do without an input? Its fusion then joins those that an encoding is given of. */
  readonly leavesOut: boolean;
  /** Absent: modalities cannot be trained one after the other. */
  readonly alternation?: NetworkAlternation;
  /** Absent: the decision is no weighted sum over the modalities. */
  readonly integration?: NetworkIntegration;
  /** See `Ranked`. Absent: training remembers nothing of a sample. */
  readonly ranking?: (
    parameters: Parameters,
    encodings: Encodings,
    labels: tf.Tensor2D,
    standings: tf.Tensor2D,
  ) => Ranked;
  /** z, and what training lowers besides the objective. @param random for what training draws at this step */
  fuseInTraining(parameters: Parameters, encodings: Encodings, random: Random): FusedInTraining;
  /** Logits [B, K]. */
  decide(parameters: Parameters, z: tf.Tensor2D): tf.Tensor2D;
  /** What training lowers, [B] or per pixel [B · pixels], of the logits that these encodings led to, and targets [.., K], one-hot where a class is asked for. */
  objective(parameters: Parameters, encodings: Encodings, logits: tf.Tensor2D, labels: tf.Tensor2D): tf.Tensor1D;
}

/**
 * @param vocabulary words by id; empty when the recipe reads no text
 * @throws LabError `invalid` when the recipe does not fit the modalities
 */
export function networkOf(
  given: Recipe,
  available: ModalitySpecs,
  classes: number,
  vocabulary: readonly string[],
  target?: Target,
): Network {
  checkRecipe(given, available, { classes, target });
  const recipe = trainedRecipe(given);
  const ids = modalityIds(recipe);
  const modalities = Object.fromEntries(ids.map((id) => [id, available[id]]));
  const encodersFor = (form: EncodingForm): Readonly<Record<string, EncoderPart>> =>
    Object.fromEntries(
      ids.map((id) => [
        id,
        encoderPart(recipe.encoders[id], modalities[id], { form, vocabularySize: vocabulary.length }),
      ]),
    );
  const { encoders, fused, head, pixels } = partsOf(recipe, ids, classes, encodersFor);
  const { settle, unrolled, tighter, weighing, integration, ranking, answers, alternation } = fused;
  const wordIds = lookup(vocabulary);

  return {
    modalities,
    classes,
    target,
    pixels,
    leavesOut: fused.leavesOut === true && ids.length > 1,
    parameters: {
      ...(Object.assign({}, ...ids.map((id) => prefixed(`encoders/${id}`, encoders[id].parameters))) as ParameterSpecs),
      ...prefixed('fusion', fused.parameters),
      ...(head === null ? {} : prefixed('head', head.parameters)),
    },
    constants: Object.assign({}, ...ids.map((id) => prefixed(`encoders/${id}`, encoders[id].constants))) as Constants,
    embed: (parameters, modality, values) => {
      const spec = specOf(modalities, modality);
      switch (spec.kind) {
        case 'image':
        case 'audio':
        case 'tabular':
        case 'sequence':
        case 'skeleton':
          return {
            values: planeTensor(spec, values as readonly PlaneValue[]),
            mask: stepMask(spec, values as readonly PlaneValue[]),
          };
        case 'text': {
          const words = wordIds(values as readonly TextValue[], spec.maxWords);
          const table = readerOf(parameters, `encoders/${modality}`)('words') as tf.Tensor2D;
          return textTensors(spec, words, table);
        }
        default:
          return spec satisfies never;
      }
    },
    vocabularyOf: (parameters, modality) =>
      specOf(modalities, modality).kind === 'text'
        ? { words: vocabulary, table: readerOf(parameters, `encoders/${modality}`)('words') as tf.Tensor2D }
        : null,
    encode: (parameters, modality, embedded) => {
      specOf(modalities, modality);
      return encoders[modality].apply(readerOf(parameters, `encoders/${modality}`), embedded);
    },
    openEncoder: (parameters, modality, embedded) => {
      specOf(modalities, modality);
      return openEncoder(encoders[modality], readerOf(parameters, `encoders/${modality}`), embedded);
    },
    fuse: (parameters, encodings) => fused.apply(readerOf(parameters, 'fusion'), encodings),
    ...(settle === undefined
      ? {}
      : { settle: (parameters, encodings) => settle(readerOf(parameters, 'fusion'), encodings) }),
    ...(unrolled === undefined
      ? {}
      : {
          fuseUnrolled: (parameters, encodings, steps) => unrolled(readerOf(parameters, 'fusion'), encodings, steps),
        }),
    ...(tighter === undefined
      ? {}
      : { fuseTighter: (parameters, encodings) => tighter(readerOf(parameters, 'fusion'), encodings) }),
    ...(weighing === undefined
      ? {}
      : {
          weighing: {
            frozen: (parameters, encodings) => weighing.frozen(readerOf(parameters, 'fusion'), encodings),
            weights: (parameters, encodings) => weighing.weights(readerOf(parameters, 'fusion'), encodings),
          },
        }),
    ...(answers === undefined
      ? {}
      : { answers: (parameters, encodings) => answers(readerOf(parameters, 'fusion'), encodings) }),
    ...(alternation === undefined ? {} : { alternation: networkAlternation(alternation) }),
    ...(integration === undefined ? {} : { integration: networkIntegration(integration, encoders) }),
    ...(ranking === undefined
      ? {}
      : {
          ranking: (parameters, encodings, labels, standings) =>
            ranking(readerOf(parameters, 'fusion'), encodings, labels, standings),
        }),
    fuseInTraining: (parameters, encodings, random) => {
      const read = readerOf(parameters, 'fusion');
      return fused.training?.(read, encodings, random) ?? { z: fused.apply(read, encodings), penalty: null };
    },
    decide: (parameters, z) =>
      inUnits(target, head === null ? tf.clone(z) : head.apply(readerOf(parameters, 'head'), z)),
    objective: (parameters, encodings, logits, labels) =>
      fused.objective?.(readerOf(parameters, 'fusion'), encodings, labels, logits) ??
      lossesOf(target, tf.reshape(logits, labels.shape), labels),
  };
}

interface NetworkParts {
  readonly encoders: Readonly<Record<string, EncoderPart>>;
  readonly fused: FusionPart;
  /** Null where the fusion decides. */
  readonly head: HeadPart | null;
  readonly pixels: number | null;
}

function partsOf(
  recipe: TrainedRecipe,
  ids: readonly string[],
  classes: number,
  encodersFor: (form: EncodingForm) => Readonly<Record<string, EncoderPart>>,
): NetworkParts {
  const { head } = recipe;
  if (head.name === 'pixels') {
    const encoders = encodersFor('maps');
    const fused = joinedMaps(ids.map((modality) => ({ modality, scales: encoders[modality].scales ?? [] })));
    const [finest] = fused.scales;
    return {
      encoders,
      fused,
      head: pixelDecoder(head.filters, fused.scales, classes),
      pixels: finest.height * finest.width,
    };
  }
  const fusion = fusionOf(recipe.fusion);
  const encoders = encodersFor(fusion.consumes);
  const inputs = ids.map((modality) => ({ modality, width: encoders[modality].width }));
  const fused = fusion.part(recipe.fusion, { inputs, classes, head });
  return {
    encoders,
    fused,
    head: fusion.decides === 'head' ? headPart(head, fused.width, classes) : null,
    pixels: null,
  };
}

function networkAlternation(fused: FusionAlternation): NetworkAlternation {
  const { kernel, bias } = fused;
  return {
    kernel: `fusion/${kernel}`,
    bias: `fusion/${bias}`,
    features: (parameters, modality, encoding) => fused.features(readerOf(parameters, 'fusion'), modality, encoding),
    isOwn: (name, modality) =>
      ['encoders', 'fusion'].some((part) => name.startsWith(`${part}/${modality}/`)) &&
      ![kernel, bias].some((shared) => name === `fusion/${shared}`),
    together: (answers) => fused.together(answers),
  };
}

function networkIntegration(
  fused: FusionIntegration,
  encoders: Readonly<Record<string, EncoderPart>>,
): NetworkIntegration {
  return {
    score: (parameters, modality, encoding) => fused.score(readerOf(parameters, 'fusion'), modality, encoding),
    weights: mapValues(fused.weights, (name) => `fusion/${name}`),
    bias: `fusion/${fused.bias}`,
    joint: fused.joint,
    rows: (parameters, modality) => tf.tidy(() => fused.rows(readerOf(parameters, 'fusion'), modality)),
    representationBound: (host, modality) => {
      const { lipschitz } = encoders[modality];
      if (lipschitz === undefined) return null;
      return (
        lipschitz(hostReaderOf(host, `encoders/${modality}`)) * fused.lipschitz(hostReaderOf(host, 'fusion'), modality)
      );
    },
    steps: (host, modality) => {
      const { steps } = encoders[modality];
      if (steps === undefined) return null;
      return [
        ...steps(hostReaderOf(host, `encoders/${modality}`)),
        ...fused.steps(hostReaderOf(host, 'fusion'), modality),
      ];
    },
    traced: (parameters, modality, embedded) => {
      const encoded = encoders[modality].traced?.(readerOf(parameters, `encoders/${modality}`), embedded) ?? [];
      const last = encoded.at(-1);
      if (last === undefined) return [];
      const encoding: Encoding = { form: 'vector', values: last as tf.Tensor2D };
      const read = readerOf(parameters, 'fusion');
      return [...encoded, ...fused.traced(read, modality, encoding), fused.score(read, modality, encoding)];
    },
    epochs: fused.epochs,
  };
}

function specOf(modalities: ModalitySpecs, modality: string): ModalitySpec {
  if (!(modality in modalities)) throw new Error(`This model does not read ${modality}.`);
  return modalities[modality];
}

/** Values [B, H, W, C], as `planeOf` lays them out; beyond the end of a shorter sequence the mean, which normalises to zero. */
function planeTensor(spec: PlaneSpec, given: readonly PlaneValue[]): tf.Tensor4D {
  const { height, width, channels } = planeOf(spec);
  const size = height * width * channels;
  const numbers = new Float32Array(given.length * size);
  given.forEach((value, row) => {
    numbers.set(value, row * size);
    for (let at = value.length; at < size; at += 1) numbers[row * size + at] = spec.mean[at % channels];
  });
  return tf.tensor4d(numbers, [given.length, height, width, channels]);
}

/** [B, T], 1 for a step that is there; null where every sample has all of them. */
function stepMask(spec: PlaneSpec, given: readonly PlaneValue[]): tf.Tensor2D | null {
  if (spec.kind !== 'sequence' || spec.shortest === undefined) return null;
  const { steps, features } = spec;
  const mask = new Float32Array(given.length * steps);
  given.forEach((value, row) => {
    mask.fill(1, row * steps, row * steps + value.length / features.length);
  });
  return tf.tensor2d(mask, [given.length, steps]);
}

function textTensors({ maxWords }: TextSpec, { ids, mask }: WordIds, table: tf.Tensor2D): Embedded {
  const batch = ids.length / maxWords;
  const words = tf.gather(table, tf.tensor1d(ids, 'int32'));
  return {
    values: tf.reshape(words, [batch, maxWords, table.shape[1]]),
    mask: tf.tensor2d(mask, [batch, maxWords]),
  };
}
