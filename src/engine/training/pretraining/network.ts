import * as tf from '@tensorflow/tfjs-core';
import { planeOf, type SkeletonSpec } from '../../../shared/data/modality';
import type { ModelSpec } from '../../../shared/models/model-spec';
import { pretrainedInputs } from '../../../shared/training/pretraining';
import { branchConstants, branchesOf, pooled, type Branch } from '../../models/encoders/umurl/branch';
import { prefixed, readerOf, type Constants, type Parameters, type ParameterSpecs } from '../../models/parameters';
import type { PlaneValue } from '../../modalities/modality';
import { unscaled } from '../../data/measured-moments';
import type { Dataset } from '../../data/dataset';
import { umurlLoss } from './loss';
import { projected, projectorSpecs } from './projector';

/** An input whose encoder learns without labels. */
export interface PretrainedInput {
  readonly id: string;
  readonly spec: SkeletonSpec;
  readonly width: number;
  readonly branches: readonly Branch[];
}

export interface PretrainingNetwork {
  readonly inputs: readonly PretrainedInput[];
  /** Of encoders, by their names in the model, and of projectors. */
  readonly parameters: ParameterSpecs;
  readonly constants: Constants;
}

const PROJECTORS = 'projectors';

export function pretrainingNetwork(spec: ModelSpec, { manifest }: Pick<Dataset, 'manifest'>): PretrainingNetwork {
  const inputs = pretrainedInputs(spec.recipe, spec.training).flatMap((id): readonly PretrainedInput[] => {
    const [choice, own] = [spec.recipe.encoders[id], manifest.modalities[id]];
    if (choice.name !== 'umurl' || own.kind !== 'skeleton') return [];
    return [{ id, spec: own, width: choice.width, branches: branchesOf(choice.streams, own, choice.width) }];
  });
  return {
    inputs,
    parameters: Object.assign(
      {},
      ...inputs.flatMap(({ id, branches, width }) =>
        branches.flatMap(({ parameters, kinds }, index) => [
          prefixed(`encoders/${id}`, parameters),
          ...kinds.map((kind) => projectorSpecs(projectorName(id, index, kind), 2 * width)),
        ]),
      ),
    ) as ParameterSpecs,
    constants: Object.assign(
      {},
      ...inputs.map(({ id, spec: own, width }) => prefixed(`encoders/${id}`, branchConstants(own, width))),
    ) as Constants,
  };
}

function projectorName(id: string, branch: number, kind: string): string {
  return `${PROJECTORS}/${id}/${branch}/${kind}`;
}

/** Is it of an encoder, which stays when training without labels is over? */
export function isOfEncoder(name: string): boolean {
  return !name.startsWith(`${PROJECTORS}/`);
}

/** How many views a clip is shown in: one for each kind of a branch, and one for all of them together. */
export function viewsOf({ branches }: PretrainedInput): number {
  return Math.max(...branches.map(({ kinds }) => kinds.length)) + 1;
}

/**
 * What is lowered, of all branches of all inputs.
 *
 * @param parameters and constants
 * @param views by input, each [B, J, T, C] in units: of every kind of a branch in turn, then of the fused
 */
export function pretrainingLoss(
  network: PretrainingNetwork,
  parameters: Parameters,
  views: Readonly<Record<string, readonly tf.Tensor4D[]>>,
): tf.Scalar {
  const losses = network.inputs.flatMap(({ id, branches }) => {
    const p = readerOf(parameters, `encoders/${id}`);
    const all = (name: string): tf.Tensor => parameters[name];
    return branches.map((branch, index) => {
      const y = pooled(branch.together(p, views[id][branch.kinds.length]));
      const name = (kind: string): string => projectorName(id, index, kind);
      return umurlLoss({
        alone: branch.kinds.map((kind, at) => projected(all, name(kind), pooled(branch.alone(p, kind, views[id][at])))),
        fused: branch.kinds.map((kind) => projected(all, name(kind), y)),
      });
    });
  });
  return losses.reduce((sum, loss) => tf.add(sum, loss));
}

/** A value in the units it was measured in. */
export function measuredValue({ spec }: PretrainedInput, value: PlaneValue): Float32Array {
  const { channels } = planeOf(spec);
  return value.map((level, index) => unscaled(level, spec.coordinates[index % channels]));
}
