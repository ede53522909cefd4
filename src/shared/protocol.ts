import { z } from 'zod';
import { archiveRequests } from './archive-requests';
import { AttackChoice } from './attack';
import { AttackChange, AttackSteps } from './change';
import { ClassName, DatasetManifest, DatasetName, DatasetTitle, ImportReport, Split } from './dataset';
import { DeviceInfo, DeviceOrder } from './device';
import { Fills, Region } from './modality';
import { Expansion, StudyPlan } from './plan';
import { PlayedPrediction } from './play';
import { Progress } from './progress';
import { QueueState, WorkEnd } from './queue';
import { ModelOutline, TestScore } from './model-facts';
import { ModelName, NamedModel } from './model-name';
import { ModelDescription, ModelSpec, TrainingProgress, UnfinishedModel } from './recipe';
import { Prediction, RemovalFound, SampleRecord } from './record';
import { RunDescription, RunEvent, RunSummary } from './run';
import { LabSize, TrashEntry } from './trash';
import { LARGEST_WORKSPACE, StoredWorkspace } from './stored-workspace';

/** An image as a person sees it: 8-bit pixels, row-major, channels last, as base64. */
export const ImageView = z.strictObject({
  kind: z.literal('image'),
  height: z.int(),
  width: z.int(),
  channels: z.int(),
  pixels: z.string(),
});
export const TextView = z.strictObject({ kind: z.literal('text'), words: z.array(z.string()) });
/** The value of one modality as a person sees it. */
export const ValueView = z.discriminatedUnion('kind', [ImageView, TextView]);
export type ImageView = z.infer<typeof ImageView>;
export type TextView = z.infer<typeof TextView>;
export type ValueView = z.infer<typeof ValueView>;

/** One sample as a person sees it. */
export const SampleView = z.strictObject({
  id: z.string(),
  row: z.int().min(0),
  split: Split,
  label: z.int().min(0),
  group: z.string(),
  /** Per modality, in the data set's order. */
  values: z.record(z.string(), ValueView),
});
export type SampleView = z.infer<typeof SampleView>;

/** One query of a traced attack. */
export const TraceStep = z.strictObject({
  stage: z.enum(['clean', 'search', 'combination']),
  regions: z.array(Region),
  prediction: Prediction,
  /** Is it a candidate (search), or does it flip the label (combination)? */
  hit: z.boolean(),
});
export type TraceStep = z.infer<typeof TraceStep>;

export const AttackTrace = z.strictObject({
  sample: SampleView,
  classes: z.array(z.string()),
  steps: z.array(TraceStep),
  found: RemovalFound.nullable(),
});
export type AttackTrace = z.infer<typeof AttackTrace>;

/** Records of one group, the unit that intervals cluster by: how many there are, and how many answer correctly. */
export const RecordedGroup = z.strictObject({
  group: z.string(),
  count: z.int().min(1),
  correct: z.int().min(0),
});
export type RecordedGroup = z.infer<typeof RecordedGroup>;

const none = z.strictObject({});
/** Names what was moved into the trash, for `trash.restore`. */
const Trashed = z.strictObject({ trash: z.string() });
const QueueItemParams = z.strictObject({ item: z.string() });

/**
 * Every request a host may make of the engine. Both ends check both directions.
 * `writes`: needs the lab's write lock; the engine takes it at the first such request.
 */
export const requests = {
  'engine.hello': {
    writes: false,
    params: none,
    result: z.strictObject({ appVersion: z.string(), pid: z.int(), lab: z.string(), labId: z.string().nullable() }),
  },
  /** The ladder, best first. While work is under way nothing is started or measured that would slow it down. */
  'devices.list': {
    writes: false,
    params: z.strictObject({ measure: z.boolean() }),
    result: z.strictObject({ devices: z.array(DeviceInfo), busy: z.boolean() }),
  },
  /** What begins from now on is computed on these. Nothing changes unless each is there and passes its self-test. */
  'devices.choose': { writes: false, params: z.strictObject({ devices: DeviceOrder }), result: none },
  /** The device that long work is done on; null before any was done. Nothing is started or tested to answer it. */
  'devices.used': { writes: false, params: none, result: DeviceInfo.nullable() },
  'data.list': { writes: false, params: none, result: z.array(DatasetManifest) },
  'data.show': { writes: false, params: z.strictObject({ dataset: DatasetName }), result: DatasetManifest },
  'data.samples': {
    writes: false,
    params: z.strictObject({
      dataset: DatasetName,
      /** Ids or, when empty, `limit` of the split from the `offset`th on, in the order of the data. */
      ids: z.array(z.string()).max(1000),
      split: Split,
      offset: z.int().min(0).default(0),
      limit: z.int().min(0).max(1000),
    }),
    result: z.array(SampleView),
  },
  /** How many samples of each class every split has, classes in the data set's order. */
  'data.balance': {
    writes: false,
    params: z.strictObject({ dataset: DatasetName }),
    result: z.record(Split, z.array(z.int().min(0))),
  },
  /** Reads every column anew; the data's content hash where all are what the manifest says, `damaged` where not. */
  'data.check': {
    writes: false,
    params: z.strictObject({ dataset: DatasetName }),
    result: z.strictObject({ hash: z.string() }),
  },
  /** Writes a shipped data set into the lab folder; does nothing when it is there with the same hash. */
  'data.prepare': { writes: true, params: z.strictObject({ dataset: DatasetName }), result: DatasetManifest },
  'data.import': {
    writes: true,
    params: z.strictObject({
      directory: z.string(),
      format: z.enum(['hateful-memes']),
      name: DatasetName,
      title: DatasetTitle,
      /** Names of the labels 0 and 1. */
      classes: z.tuple([ClassName, ClassName]),
      /** Images are resized to this side, in pixels. */
      imageSide: z.int().min(8).max(512),
    }),
    result: ImportReport,
  },
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
  'studies.check': { writes: false, params: z.strictObject({ plan: z.unknown() }), result: Expansion },
  /** Creates a run and computes it to its end. */
  'studies.run': {
    writes: true,
    params: z.strictObject({ plan: StudyPlan }),
    result: RunSummary,
  },
  'studies.resume': {
    writes: true,
    params: z.strictObject({
      run: z.string(),
      /** Resume although the first part was computed on another device; recorded. */
      force: z.boolean(),
      /** Drop damaged records and compute them again. */
      repair: z.boolean(),
    }),
    result: RunSummary,
  },
  /** What long work there is, in order. Nothing in it is tied to the request that began it. */
  'queue.show': { writes: false, params: none, result: QueueState },
  /** Creates a run of a plan, which waits its turn. */
  'studies.enqueue': {
    writes: true,
    params: z.strictObject({ plan: StudyPlan }),
    result: z.strictObject({ run: z.string() }),
  },
  /** Lets a run that was stopped wait its turn to go on; `force` and `repair` as in `studies.resume`. */
  'runs.enqueue': {
    writes: true,
    params: z.strictObject({ run: z.string(), force: z.boolean(), repair: z.boolean() }),
    result: none,
  },
  /** Lets a model wait its turn to be trained; one that is trained already, or waits already, does not wait again. */
  'models.enqueue': {
    writes: true,
    params: z.strictObject({ spec: ModelSpec }),
    result: z.strictObject({ model: z.string() }),
  },
  /** Puts a piece of work before another, or at the end. What is being worked on goes on. */
  'queue.move': {
    writes: false,
    params: z.strictObject({ item: z.string(), before: z.string().nullable() }),
    result: none,
  },
  /** Holds a piece of work, within a second; the next one that waits takes its turn. */
  'queue.pause': { writes: false, params: QueueItemParams, result: none },
  /** Lets a paused piece of work wait its turn again, at its place. */
  'queue.continue': { writes: false, params: QueueItemParams, result: none },
  /** Takes a piece of work out of the queue, within a second; what is recorded is kept. */
  'queue.stop': { writes: false, params: QueueItemParams, result: none },
  'runs.list': {
    writes: false,
    params: none,
    /** `unreadable`: ids of runs that are there and cannot be read; a warning says why. */
    result: z.strictObject({ runs: z.array(RunSummary), unreadable: z.array(z.string()) }),
  },
  'runs.show': {
    writes: false,
    params: z.strictObject({ run: z.string() }),
    result: z.strictObject({
      summary: RunSummary,
      description: RunDescription,
      events: z.array(RunEvent),
      /** Descriptions of the models trained so far, subjects and baselines. */
      models: z.array(ModelDescription),
      dataset: DatasetManifest,
    }),
  },
  /** Records by cursor: pass null first, then what came back, until it is null. */
  'runs.records': {
    writes: false,
    params: z.strictObject({ run: z.string(), cursor: z.int().min(0).nullable(), limit: z.int().min(1).max(10_000) }),
    result: z.strictObject({ records: z.array(SampleRecord), cursor: z.int().min(0).nullable() }),
  },
  /** What the records behind a cursor say of each cell, in short; what a run has since the last asking. */
  'runs.recorded': {
    writes: false,
    params: z.strictObject({ run: z.string(), cursor: z.int().min(0) }),
    result: z.strictObject({
      /** By cell id; cells without a record behind the cursor are left out. */
      cells: z.record(z.string(), z.array(RecordedGroup).min(1)),
      /** Behind the last record counted. */
      cursor: z.int().min(0),
    }),
  },
  'attack.trace': {
    writes: false,
    params: z.strictObject({
      model: z.string(),
      sample: z.string(),
      attack: AttackChoice,
      /** Of the attack's random draws; with that of a study, the trace draws as the study did. */
      seed: z.int().min(0).default(0),
    }),
    result: AttackTrace,
  },
  /**
   * Attacks one sample again, for what the attack changes in it, which runs do not record. Null for a sample that is
   * answered wrongly without an attack. A run attacked it among others and perhaps on another device: its own numbers may
   * differ by rounding.
   */
  'attack.change': {
    writes: false,
    params: z.strictObject({
      model: z.string(),
      sample: z.string(),
      /** A gradient attack. */
      attack: AttackChoice,
      /** Index into its budgets. */
      budget: z.int().min(0),
      seed: z.int().min(0),
    }),
    result: AttackChange.nullable(),
  },
  /** As `attack.change`, with every point of the attack's way and what the model says there. */
  'attack.steps': {
    writes: false,
    params: z.strictObject({
      model: z.string(),
      sample: z.string(),
      /** A gradient attack. */
      attack: AttackChoice,
      /** Index into its budgets. */
      budget: z.int().min(0).default(0),
      seed: z.int().min(0).default(0),
    }),
    result: AttackSteps.nullable(),
  },
  /** Answered at once, also while a study computes: a worker of its own keeps model, sample and encodings. */
  'play.predict': {
    writes: false,
    params: z.strictObject({
      model: z.string(),
      sample: z.string(),
      regions: z.array(Region).max(10_000),
      /** Modalities of which everything is removed. */
      mute: z.array(z.string()).max(16),
      fills: Fills.prefault({}),
    }),
    result: PlayedPrediction,
  },
  /**
   * Into the trash of the lab. `conflict` for what is in the queue, a model that a run needs, and data that a model or a
   * run needs.
   */
  'runs.remove': { writes: true, params: z.strictObject({ run: z.string() }), result: Trashed },
  'models.remove': { writes: true, params: z.strictObject({ model: z.string() }), result: Trashed },
  'data.remove': { writes: true, params: z.strictObject({ dataset: DatasetName }), result: Trashed },
  'trash.list': { writes: false, params: none, result: z.array(TrashEntry) },
  /** Brings a thing back to its place. */
  'trash.restore': { writes: true, params: z.strictObject({ id: z.string() }), result: none },
  /** Deletes what is in the trash, for good. */
  'trash.empty': { writes: true, params: none, result: none },
  /** What the lab folder holds, and how much of the disk it takes. */
  'lab.describe': { writes: false, params: none, result: LabSize },
  /** Removes what can be made again; refused while there is work in the queue. */
  'lab.clearCaches': { writes: true, params: none, result: none },
  ...archiveRequests,
  /** What the window keeps in the lab folder; null before the first write. */
  'workspace.read': { writes: false, params: none, result: StoredWorkspace.nullable() },
  /** `conflict` when `base` is not the newest revision (null: there is none yet). At most 4 MiB of JSON text. */
  'workspace.write': {
    writes: true,
    params: z.strictObject({ base: z.int().min(1).nullable(), content: z.string().max(LARGEST_WORKSPACE) }),
    result: StoredWorkspace.pick({ revision: true }),
  },
} as const;

export type RequestName = keyof typeof requests;
export type Params<Name extends RequestName> = z.input<(typeof requests)[Name]['params']>;
export type ParsedParams<Name extends RequestName> = z.output<(typeof requests)[Name]['params']>;
export type Result<Name extends RequestName> = z.output<(typeof requests)[Name]['result']>;

/** What the engine tells its host unasked. */
export const notifications = {
  /** Of a request that somebody waits for. */
  progress: Progress,
  /** The queue has changed, or progress in it; at most ten times a second. */
  queue: QueueState,
  workEnded: WorkEnd,
  /** A model is there that was not before, trained by itself or for a study. */
  modelTrained: z.strictObject({ model: z.string() }),
  /** A model was given a name, or lost it. */
  modelNamed: z.strictObject({ model: z.string() }),
  /** A model that is being trained has learned for one more epoch. */
  'models.progress': TrainingProgress,
  /** Once a second; a host that misses it for 10 s treats the engine as hung. Memory in bytes, workers included. */
  heartbeat: z.strictObject({ at: z.iso.datetime(), memory: z.int().min(0) }),
  /** A run was created: known before its first record, so that a host can name what to resume. */
  runCreated: z.strictObject({ run: z.string() }),
  log: z.strictObject({ level: z.enum(['info', 'warning']), text: z.string() }),
} as const;
export type NotificationName = keyof typeof notifications;
export type Notification<Name extends NotificationName> = z.output<(typeof notifications)[Name]>;
/** A notification with its name. */
export type Told = {
  readonly [Name in NotificationName]: { readonly name: Name; readonly content: Notification<Name> };
}[NotificationName];
