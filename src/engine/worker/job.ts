import type { EvaluatedCell } from '../../shared/plan/plan';
import type { AttackChoice } from '../../shared/attacks/attack';
import type { AttackChange, AttackSteps } from '../../shared/attacks/change';
import type { DeviceKind } from '../../shared/device';
import type { PlayedPrediction } from '../../shared/samples/play';
import type { Prediction } from '../../shared/records/record';
import type { AttackTrace } from '../../shared/attacks/attack-trace';
import type { PlayedRemoval } from '../attacks/play';
import type { FormCheck } from '../evaluation/form-check';
import type { ExportedGraph, ExportWish } from '../export/export-model';
import type { RowsScore } from '../evaluation/score';
import type { GraphOutline } from '../../shared/imported/graph-outline';
import type { PredictorSignature } from '../../shared/imported/signature';
import type { SeenSizes } from '../models/imported/graph/seen-sizes';
import type { ModelDescription } from '../../shared/models/model-description';
import type { ModelSpec } from '../../shared/models/model-spec';
import type { Recipe } from '../../shared/recipe/recipe';
import type { SampleRecord } from '../../shared/records/record';
import type { StoredInput } from '../../shared/samples/stored-input';
import type { NetworkOutline } from '../training/brought';
import type { OwnOutline } from '../training/outline';
import type { Trained, TrainingUpdate } from '../training/trained';

/** Folders of weights of the lab, by modality. */
export type PretrainedFolders = Readonly<Record<string, string>>;

/**
 * Work that a device worker does. Workers read the lab folder, never write to it; what they compute goes back to the
 * coordinator, the only writer.
 */
export type Job =
  | {
      readonly kind: 'train';
      readonly spec: ModelSpec;
      readonly dataset: string;
      readonly checkpoint: string | null;
      /** Folder of the trained model whose encoders are shared; absent: none are. */
      readonly encoders?: string;
      /** Folders of the weights that encoders start from, by modality; absent: none do. */
      readonly pretrained?: PretrainedFolders;
    }
  | {
      readonly kind: 'evaluate';
      readonly cell: EvaluatedCell;
      /** Folder of the trained model. */
      readonly model: string;
      /** Folder of the model that the cell's attack is made on; absent: on this one. */
      readonly source?: string;
      /** Folder of the data set. */
      readonly dataset: string;
      /** One micro-batch. */
      readonly rows: readonly number[];
      /** Removals that are sent to the device at once; null for cells that remove nothing. */
      readonly rowsAtOnce: number | null;
      /** Rows of which the attacked inputs are wanted too; absent: none. */
      readonly kept?: readonly number[];
    }
  | {
      /** What a model answers to inputs that a run has stored. */
      readonly kind: 'ask-stored';
      readonly model: string;
      readonly dataset: string;
      readonly inputs: readonly StoredInput[];
    }
  | {
      /** Measures how many inputs are best sent to the device at once. */
      readonly kind: 'rows-at-once';
      readonly model: string;
      readonly dataset: string;
      readonly rows: readonly number[];
    }
  | {
      readonly kind: 'trace';
      readonly attack: AttackChoice;
      readonly model: string;
      readonly dataset: string;
      readonly row: number;
      readonly seed: number;
    }
  | {
      /** `answers`: the logits themselves, and what they say. */
      readonly kind: 'answers';
      readonly model: string;
      readonly dataset: string;
      readonly rows: readonly number[];
    }
  | {
      /** An imported graph, computed here and by the runtime that it was made for. */
      readonly kind: 'form-check';
      readonly model: string;
      readonly dataset: string;
      readonly rows: readonly number[];
    }
  | {
      /** Whether a model that is asked as it is answers each sample by itself, and always alike. */
      readonly kind: 'own-answers';
      readonly model: string;
      readonly dataset: string;
      readonly rows: readonly number[];
    }
  | {
      /** How a model answers rows that nothing is done to. */
      readonly kind: 'score';
      readonly model: string;
      readonly dataset: string;
      readonly rows: readonly number[];
    }
  | {
      /** `steps`: the whole way, for the eye. */
      readonly kind: 'change' | 'steps';
      readonly attack: AttackChoice;
      readonly budget: number;
      readonly model: string;
      readonly dataset: string;
      readonly row: number;
      readonly seed: number;
    }
  | {
      readonly kind: 'play';
      readonly model: string;
      readonly dataset: string;
      /** Id of the sample. */
      readonly sample: string;
      readonly removal: PlayedRemoval;
    }
  | {
      /** What a specification makes of its data; `measure`: and how fast it learns. */
      readonly kind: 'outline';
      readonly spec: ModelSpec;
      readonly dataset: string;
      readonly measure: boolean;
      /** See `train`. */
      readonly pretrained?: PretrainedFolders;
    }
  | {
      /** Which tensors a recipe has. */
      readonly kind: 'network';
      readonly recipe: Recipe;
      readonly dataset: string;
      /** Words by id. */
      readonly vocabulary: readonly string[];
    }
  | {
      /** How a model of weights that were brought answers its test split. */
      readonly kind: 'brought';
      readonly model: string;
      readonly dataset: string;
    }
  | {
      /** A trained model as files of another format; `rows`: asked of both. */
      readonly kind: 'export';
      readonly model: string;
      readonly dataset: string;
      readonly rows: readonly number[];
      readonly wish: ExportWish;
    }
  | {
      /** What a model of TensorFlow.js says of itself; nothing of it is kept. */
      readonly kind: 'tfjs-outline';
      /** As the lab keeps it. */
      readonly container: Uint8Array;
      /** The output that is asked for; null, or one that it has not: its first. */
      readonly output: string | null;
    }
  | {
      /** Sizes of the tensors of an ONNX graph, by computing it; nothing of it is kept. */
      readonly kind: 'graph-sizes';
      readonly graph: Uint8Array;
      readonly signature: PredictorSignature;
    }
  | { readonly kind: 'self-test'; readonly measure: boolean };

export type JobResult =
  | { readonly kind: 'train'; readonly trained: Trained }
  | {
      readonly kind: 'evaluate';
      readonly records: readonly SampleRecord[];
      readonly inputs?: readonly StoredInput[];
    }
  | { readonly kind: 'ask-stored'; readonly answers: readonly (number | null)[] }
  | { readonly kind: 'rows-at-once'; readonly rowsAtOnce: number }
  | { readonly kind: 'trace'; readonly trace: AttackTrace }
  | { readonly kind: 'answers'; readonly answers: readonly Prediction[] }
  | { readonly kind: 'form-check'; readonly check: FormCheck }
  | { readonly kind: 'own-answers' }
  | { readonly kind: 'score'; readonly score: RowsScore }
  | { readonly kind: 'change'; readonly change: AttackChange | null }
  | { readonly kind: 'steps'; readonly steps: AttackSteps | null }
  | { readonly kind: 'play'; readonly prediction: PlayedPrediction }
  | { readonly kind: 'outline'; readonly outline: OwnOutline }
  | { readonly kind: 'network'; readonly outline: NetworkOutline }
  | { readonly kind: 'brought'; readonly test: ModelDescription['test'] }
  | { readonly kind: 'export'; readonly exported: ExportedGraph }
  | { readonly kind: 'tfjs-outline'; readonly outline: GraphOutline }
  | { readonly kind: 'graph-sizes'; readonly sizes: SeenSizes }
  | {
      readonly kind: 'self-test';
      readonly error: number;
      readonly speed: { readonly forward: number; readonly inputGradient: number } | null;
    };

/** What a worker says before it is done. */
export type JobUpdate = TrainingUpdate;

export interface WorkerOptions {
  readonly device: DeviceKind;
  /** Processor threads that this worker may use, where its backend has threads of its own. */
  readonly threads: number;
}
