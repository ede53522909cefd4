import * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import type { LateChoice } from '../../../shared/recipe';
import { headPart } from '../heads/registry';
import { prefixed, type ParameterReader, type ParameterSpecs } from '../parameters';
import { vectorOf, type Fusion } from './fusion';

/** One head of the chosen kind per modality; z = mean of their logits, and z is the decision. */
export const late: Fusion<z.infer<typeof LateChoice>> = {
  consumes: 'vector',
  decides: 'none',
  part: (_choice, { inputs, classes, head }) => {
    const heads = inputs.map(({ modality, width }) => ({ modality, part: headPart(head, width, classes) }));
    return {
      width: classes,
      parameters: Object.assign(
        {},
        ...heads.map(({ modality, part }) => prefixed(modality, part.parameters)),
      ) as ParameterSpecs,
      apply: (p, encodings) => {
        const logits = heads.map(({ modality, part }) => part.apply(below(p, modality), vectorOf(encodings, modality)));
        return tf.div(
          logits.reduce((sum, each) => tf.add(sum, each)),
          logits.length,
        );
      },
    };
  },
};

function below(p: ParameterReader, prefix: string): ParameterReader {
  return (name) => p(`${prefix}/${name}`);
}
