import * as tf from '@tensorflow/tfjs-core';
import type { SkeletonSpec } from '../../../../shared/data/modality';
import { planeOf } from '../../../../shared/data/modality';
import { bodyKinds, type BodyKind, type BodyStreams } from '../../../../shared/recipe/encoders';
import { denseSpecs, denseTokens, layerNorm, layerNormSpecs } from '../../layers';
import { linear, prefixed, type Constants, type ParameterReader, type ParameterSpecs } from '../../parameters';
import { kinematicConstants, kindOf } from './kinematics';
import { layer, layerSpecs } from './layer';

const VIEWS = ['temporal', 'spatial'] as const;
type View = (typeof VIEWS)[number];

/** What a stream makes of a clip: a token for every step, and one for every joint. */
export interface BodyTokens {
  /** [B, T, D]. */
  readonly temporal: tf.Tensor3D;
  /** [B, J, D]. */
  readonly spatial: tf.Tensor3D;
}

/** One stream through one encoder: of one kind (joints, bones, motion), or of all three fused before it. */
export interface Branch {
  readonly kinds: readonly BodyKind[];
  readonly parameters: ParameterSpecs;
  /** Of one of its kinds alone. @param joints [B, J, T, C] in units */
  alone(p: ParameterReader, kind: BodyKind, joints: tf.Tensor4D): BodyTokens;
  /** Of all its kinds: their embeddings averaged, mapped linearly, and encoded once. */
  together(p: ParameterReader, joints: tf.Tensor4D): BodyTokens;
}

/** The streams of a choice; three of them have an encoder each and share nothing. */
export function branchesOf(streams: BodyStreams, spec: SkeletonSpec, width: number): readonly Branch[] {
  switch (streams) {
    case 'fused':
      return [branch('', bodyKinds, spec, width)];
    case 'joint':
    case 'bone':
    case 'motion':
      return [branch('', [streams], spec, width)];
    case 'three':
      return bodyKinds.map((kind) => branch(`${kind}-stream`, [kind], spec, width));
    default:
      return streams satisfies never;
  }
}

/** y [B, 2 D]: the largest of every unit over steps beside the largest over joints. */
export function pooled({ temporal, spatial }: BodyTokens): tf.Tensor2D {
  return tf.concat([tf.max<tf.Tensor2D>(temporal, 1), tf.max<tf.Tensor2D>(spatial, 1)], 1);
}

/** What every branch reads and nobody trains. */
export function branchConstants(spec: SkeletonSpec, width: number): Constants {
  return {
    ...kinematicConstants(spec),
    'steps/positions': { shape: [spec.steps, width], values: sinusoids(spec.steps, width) },
  };
}

/** Sinusoidal positions (Vaswani et al., arXiv 1706.03762, section 3.5). */
export function sinusoids(steps: number, width: number): readonly number[] {
  return Array.from({ length: steps * width }, (_, at) => {
    const [step, unit] = [Math.floor(at / width), at % width];
    const angle = step / 10_000 ** ((2 * Math.floor(unit / 2)) / width);
    return unit % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
  });
}

function branch(prefix: string, kinds: readonly BodyKind[], spec: SkeletonSpec, width: number): Branch {
  const { height: joints, width: steps, channels } = planeOf(spec);
  const inputs: Readonly<Record<View, number>> = { temporal: joints * channels, spatial: steps * channels };
  const name = (own: string): string => (prefix === '' ? own : `${prefix}/${own}`);
  const own: ParameterSpecs = Object.assign(
    {},
    ...VIEWS.flatMap((view) => [
      ...kinds.map((kind) => embeddingSpecs(`${kind}/${view}`, inputs[view], width)),
      ...(kinds.length > 1 ? [{ [`fusion/${view}`]: linear(width, width) }] : []),
      layerSpecs(`encoder/${view}`, width),
    ]),
  ) as ParameterSpecs;
  const tokens = (p: ParameterReader, kind: BodyKind, x: tf.Tensor4D): BodyTokens => {
    const values = kindOf(p, kind, x);
    const [batch] = values.shape;
    const bySteps = tf.transpose(values, [0, 2, 1, 3]);
    return {
      temporal: embedded(p, name(`${kind}/temporal`), tf.reshape(bySteps, [batch, steps, inputs.temporal])),
      spatial: embedded(p, name(`${kind}/spatial`), tf.reshape(values, [batch, joints, inputs.spatial])),
    };
  };
  const encoded = (p: ParameterReader, { temporal, spatial }: BodyTokens): BodyTokens => ({
    temporal: layer(p, name('encoder/temporal'), tf.add(temporal, p('steps/positions'))),
    spatial: layer(p, name('encoder/spatial'), spatial),
  });
  const fused = (p: ParameterReader, view: View, all: readonly BodyTokens[]): tf.Tensor3D => {
    const mean = tf.div<tf.Tensor3D>(
      all.map((one) => one[view]).reduce((sum, one) => tf.add(sum, one)),
      all.length,
    );
    const [batch, count] = mean.shape;
    const flat: tf.Tensor2D = tf.reshape(mean, [batch * count, width]);
    const mapped = tf.matMul(flat, p(name(`fusion/${view}`)));
    return tf.reshape(mapped, [batch, count, width]);
  };
  return {
    kinds,
    parameters: prefix === '' ? own : prefixed(prefix, own),
    alone: (p, kind, x) => encoded(p, tokens(p, kind, x)),
    together: (p, x) => {
      const all = kinds.map((kind) => tokens(p, kind, x));
      if (all.length === 1) return encoded(p, all[0]);
      return encoded(p, { temporal: fused(p, 'temporal', all), spatial: fused(p, 'spatial', all) });
    },
  };
}

/** Linear, layer normalisation, ReLU, linear. */
function embeddingSpecs(name: string, inputs: number, width: number): ParameterSpecs {
  return {
    ...denseSpecs(`${name}/first`, inputs, width, 'linear'),
    ...layerNormSpecs(`${name}/norm`, width),
    ...denseSpecs(`${name}/second`, width, width, 'linear'),
  };
}

function embedded(p: ParameterReader, name: string, x: tf.Tensor3D): tf.Tensor3D {
  const first = layerNorm(p, `${name}/norm`, denseTokens(p, `${name}/first`, x));
  return denseTokens(p, `${name}/second`, tf.relu(first));
}
