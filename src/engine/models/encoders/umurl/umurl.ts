import * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import type { SkeletonSpec } from '../../../../shared/data/modality';
import type { UmurlChoice } from '../../../../shared/recipe/encoders';
import type { ParameterSpecs } from '../../parameters';
import { noMaps, type Encoder } from '../encoder';
import { wholeMask, wholeMaskOf } from '../whole-mask';
import { branchConstants, branchesOf, pooled } from './branch';
import { inUnits } from './kinematics';

/**
 * UmURL (Sun et al., arXiv 2311.03106): joints, bones and motion of one skeleton, embedded each by itself, fused before one
 * encoder, or each of them alone, or the three side by side with encoders of their own, as ensembles of streams have them. As
 * a vector y: of each stream the largest of its tokens; as tokens: those of steps, then those of joints, of each stream.
 */
export const umurl: Encoder<z.infer<typeof UmurlChoice>, SkeletonSpec> = ({ streams, width }, spec, { form }) => {
  const branches = branchesOf(streams, spec, width);
  const tokens = branches.length * (spec.steps + spec.joints.length);
  const shared = {
    constants: { ...branchConstants(spec, width), ...(form === 'tokens' ? wholeMask(tokens) : {}) },
    parameters: Object.assign({}, ...branches.map(({ parameters }) => parameters)) as ParameterSpecs,
  };
  switch (form) {
    case 'vector':
      return {
        ...shared,
        width: 2 * width * branches.length,
        streams: branches.length,
        apply: (p, { values }) => {
          const joints = inUnits(p, values as tf.Tensor4D);
          return {
            form,
            values: tf.concat2d(
              branches.map((branch) => pooled(branch.together(p, joints))),
              1,
            ),
          };
        },
      };
    case 'tokens':
      return {
        ...shared,
        width,
        apply: (p, { values }) => {
          const joints = inUnits(p, values as tf.Tensor4D);
          const all = branches.map((branch) => branch.together(p, joints));
          return {
            form,
            values: tf.concat3d(
              all.flatMap(({ temporal, spatial }) => [temporal, spatial]),
              1,
            ),
            mask: wholeMaskOf(p, values.shape[0]),
          };
        },
      };
    case 'maps':
      return noMaps('skeletons');
    default:
      return form satisfies never;
  }
};
