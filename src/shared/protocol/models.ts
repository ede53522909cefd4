import { z } from 'zod';
import { ModelOutline, TestScore } from '../model-facts';
import { ModelName, NamedModel } from '../model-name';
import { ModelDescription } from '../model-description';
import { ModelSpec } from '../model-spec';
import { UnfinishedModel } from '../training-progress';

const none = z.strictObject({});

/** Requests about models and their training. */
export const modelRequests = {
  'models.list': { writes: false, params: none, result: z.array(ModelDescription) },
  'models.show': { writes: false, params: z.strictObject({ model: z.string() }), result: ModelDescription },
  /** What people call the models of this lab; those without a name are left out. */
  'models.names': { writes: false, params: none, result: z.array(NamedModel) },
  /** Gives a trained model a name, or takes it away. `conflict` for the name of another; told by `modelNamed`. */
  'models.rename': {
    writes: true,
    params: z.strictObject({ model: z.string(), name: ModelName.nullable() }),
    result: z.strictObject({
      model: z.string(),
      /** What it was called before. */
      before: ModelName.nullable(),
    }),
  },
  /** SHA-256 of the weights as they lie in the lab folder, whatever the model's description says of them. */
  'models.check': {
    writes: false,
    params: z.strictObject({ model: z.string() }),
    result: z.strictObject({ weightsHash: z.string() }),
  },
  /** Adapters put over the frozen weights of their ensemble again; `weights`: a safetensors file of them as base64. */
  'models.merge': {
    writes: false,
    params: z.strictObject({ model: z.string(), weights: z.boolean() }),
    result: z.strictObject({
      model: z.string(),
      ensemble: z.string(),
      /** Are they the weights that the model answers with, to the bit? */
      same: z.boolean(),
      weights: z.string().nullable(),
    }),
  },
  /** Trainings that were begun and not ended; `models.enqueue` goes on with them. */
  'models.unfinished': { writes: false, params: none, result: z.array(UnfinishedModel) },
  /** What a specification makes, exactly; `measure`: how fast it learns on this machine, by a few steps of its training. */
  'models.describe': {
    writes: false,
    params: z.strictObject({ spec: ModelSpec, measure: z.boolean() }),
    result: ModelOutline,
  },
  /** Has a trained model answer its whole test split; counted once as long as the engine lives. */
  'models.score': { writes: false, params: z.strictObject({ model: z.string() }), result: TestScore },
  'models.train': { writes: true, params: z.strictObject({ spec: ModelSpec }), result: ModelDescription },
} as const;
