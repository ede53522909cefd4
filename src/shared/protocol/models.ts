import { z } from 'zod';
import { DatasetName } from '../data/dataset';
import { WireError } from '../errors';
import { Differentiability, GraphNode, mostNodes } from '../imported/graph-node';
import { GivenSource } from '../imported/imported-model';
import { ModelMap } from '../imported/model-map';
import { PredictorSignature } from '../imported/signature';
import { ModelOutline, TestScore } from '../models/model-facts';
import { ExportedFiles, FileStem, ModelForm, WaitingFiles } from '../models/model-export';
import { ModelName, NamedModel } from '../models/model-name';
import { ModelDescription } from '../models/model-description';
import { ModelSpec } from '../models/model-spec';
import { largestWeightsFile, WeightsDescription } from '../models/pretrained';
import { Recipe } from '../recipe/recipe';
import { UnfinishedModel } from '../training/training-progress';

const none = z.strictObject({});

/** A model that was made elsewhere, and how samples reach it. */
const Importing = z.strictObject({
  source: GivenSource,
  dataset: DatasetName,
  map: ModelMap,
  /** Folder, or archive of the model, that the files lie in which the map names; null where it names none. */
  directory: z.string().min(1).nullable(),
});

/** How an imported model answers one sample. */
export const TriedSample = z.strictObject({
  sample: z.string(),
  /** Codes of what is right and of what it answers (`target.ts`); the value itself where one is asked for. */
  label: z.int().min(0),
  value: z.number().optional(),
  predicted: z.int().min(0),
  /** In the order of the data set's classes; the value. */
  logits: z.array(z.number()),
});
export type TriedSample = z.infer<typeof TriedSample>;

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
  /**
   * Adapters put over the frozen weights of their ensemble again; where `weights` are wanted and the same, a safetensors file of them
   * waits.
   */
  'models.merge': {
    writes: false,
    params: z.strictObject({ model: z.string(), weights: z.boolean() }),
    result: z.strictObject({
      model: z.string(),
      ensemble: z.string(),
      /** Are they the weights that the model answers with, to the bit? */
      same: z.boolean(),
      weights: WaitingFiles.nullable(),
    }),
  },
  /** The weights of one encoder as a safetensors file, which `weights.add` takes by its SHA-256. */
  'models.encoder': {
    writes: false,
    params: z.strictObject({ model: z.string(), modality: z.string() }),
    result: WaitingFiles.extend({ tensors: z.int().min(1) }),
  },
  /**
   * A trained model as files for other programs, each asked by the program that it is for before it leaves. `unsupported` for a
   * model that no graph stands for.
   */
  'models.export': {
    writes: false,
    params: z.strictObject({ model: z.string(), form: ModelForm, stem: FileStem }),
    result: ExportedFiles,
  },
  /** A part of a file that waits, as base64; empty behind its end. `not-found` where it does not wait any more. */
  'models.exported': {
    writes: false,
    params: z.strictObject({ departure: z.uuid(), name: FileStem, offset: z.int().min(0) }),
    result: z.strictObject({ base64: z.string() }),
  },
  /** Lets go of files that wait; does nothing where they are gone. */
  'models.forgetExported': { writes: false, params: z.strictObject({ departure: z.uuid() }), result: none },
  /** Pretrained weights that encoders can start from. */
  'weights.list': { writes: false, params: none, result: z.array(WeightsDescription) },
  /** Keeps a safetensors file of one encoder, as base64; `names`: of its tensors, those of the file to those of the lab. */
  'weights.add': {
    writes: true,
    params: z.strictObject({
      file: z.string().min(1).max(255),
      content: z.base64().max(Math.ceil(largestWeightsFile / 3) * 4),
      names: z.record(z.string(), z.string()).default({}),
    }),
    result: WeightsDescription,
  },
  /** Moves weights to the trash. `conflict` while a training that is not done needs them. */
  'weights.remove': {
    writes: true,
    params: z.strictObject({ weights: z.string() }),
    result: z.strictObject({ trash: z.string() }),
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
  /** What a model that was made elsewhere says of itself; nothing of it is run. */
  'models.inspect': {
    writes: false,
    params: z.strictObject({ source: GivenSource }),
    result: z.strictObject({
      signature: PredictorSignature,
      classes: z.array(z.string()).nullable(),
      /** In the order of the graph; empty of a program, and of a graph that has more: then those that can be z. */
      nodes: z.array(GraphNode).max(mostNodes),
      differentiable: Differentiability,
      /** The map that lies beside the model, as exports of the lab have one; null: none, or `mapError` tells what is wrong with it. */
      map: ModelMap.nullable(),
      mapError: WireError.nullable(),
      /** The folder or archive that the model lies in, and files may lie that a map names; null of a program. */
      directory: z.string().nullable(),
    }),
  },
  /** Has it answer five samples of the test split; nothing of it is kept. */
  'models.try': { writes: true, params: Importing, result: z.array(TriedSample) },
  /** Has it answer the whole test split, and keeps it. One that is there already is given back as it is. */
  'models.import': { writes: true, params: Importing, result: ModelDescription },
  /**
   * Makes a safetensors file (base64) a model of the lab's own parts without a training, and has it answer the whole test split.
   * `recipe`: null for the one that the file names; `names`: as of `weights.add`. One that is there is given back as it is.
   */
  'models.bring': {
    writes: true,
    params: z.strictObject({
      file: z.string().min(1).max(255),
      content: z.base64().max(Math.ceil(largestWeightsFile / 3) * 4),
      names: z.record(z.string(), z.string()).default({}),
      dataset: DatasetName,
      recipe: Recipe.nullable(),
      statedAccuracy: z.number().min(0).max(1).nullable().default(null),
    }),
    result: ModelDescription,
  },
  'models.train': { writes: true, params: z.strictObject({ spec: ModelSpec }), result: ModelDescription },
} as const;
