import * as tf from '@tensorflow/tfjs-core';
import type { ModalitySpec, ModalitySpecs } from '../../shared/data/modality';
import type { Target } from '../../shared/data/target';
import { modalityIds, trainedRecipe, type Recipe, type TrainedRecipe } from '../../shared/recipe/recipe';
import type { ModalityValue } from '../modalities/modality';
import type { Random } from '../random';
import type { EncoderPart, EncodingForm } from './encoders/encoder';
import { encoderPart } from './encoders/registry';
import { embedded } from './embedding';
import type { Embedded, Encoding, Encodings, ModelVocabulary, Settling } from './fused-model';
import type { OpenEncoder } from './incremental';
import { openEncoder } from './open-encoder';
import type { FusedInTraining, FusionPart, Ranked } from './fusions/fusion';
import { fusionOf } from './fusions/registry';
import type { HeadPart } from './heads/head';
import { headPart } from './heads/registry';
import { networkAlternation, type NetworkAlternation } from './network-alternation';
import { networkIntegration, type NetworkIntegration } from './network-integration';
import { prefixed, readerOf, type Constants, type Parameters, type ParameterSpecs } from './parameters';
import { pixelDecoder } from './pixels/decoder';
import { joinedMaps } from './pixels/joined-maps';
import { checkRecipe } from './recipe-check';
import { inUnits, lossesOf } from './targets';
import { lookup } from './vocabulary';

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
  const { encoders, fused, head, pixels } = partsOf(recipe, ids, { classes, target }, encodersFor);
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
    embed: (parameters, modality, values) =>
      embedded(specOf(modalities, modality), values, {
        ids: wordIds,
        table: () => readerOf(parameters, `encoders/${modality}`)('words') as tf.Tensor2D,
      }),
    vocabularyOf: (parameters, modality) =>
      specOf(modalities, modality).kind === 'text'
        ? { words: vocabulary, table: readerOf(parameters, `encoders/${modality}`)('words') as tf.Tensor2D }
        : null,
    encode: (parameters, modality, values) => {
      specOf(modalities, modality);
      return encoders[modality].apply(readerOf(parameters, `encoders/${modality}`), values);
    },
    openEncoder: (parameters, modality, values) => {
      specOf(modalities, modality);
      return openEncoder(encoders[modality], readerOf(parameters, `encoders/${modality}`), values);
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
  { classes, target }: Pick<Network, 'classes' | 'target'>,
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
  const inputs = ids.map((modality) => {
    const { width, streams = 1 } = encoders[modality];
    return { modality, width, streams };
  });
  const fused = fusion.part(recipe.fusion, {
    ...{ inputs, classes, head },
    lossOf: (logits, targets) => lossesOf(target, inUnits(target, logits), targets),
  });
  return {
    encoders,
    fused,
    head: fusion.decides === 'head' ? headPart(head, fused.width, classes) : null,
    pixels: null,
  };
}

function specOf(modalities: ModalitySpecs, modality: string): ModalitySpec {
  if (!(modality in modalities)) throw new Error(`This model does not read ${modality}.`);
  return modalities[modality];
}
