import { z } from 'zod';
import { DatasetManifest } from '../data/dataset';
import { Expansion, StudyPlan } from '../plan/plan';
import { ModelDescription } from '../models/model-description';
import { EditRecord, PerturbationRecord, RemovalRecord, SampleRecord } from '../records/record';
import { RunDescription, RunEvent, RunSummary } from '../runs/run';
import { RunCosts } from '../runs/run-costs';
import { RunLogLine } from '../runs/run-log';
import { mostSamplesAtOnce, SampleFile } from '../samples/sample-file';

const none = z.strictObject({});

/** Records of one group, the unit that intervals cluster by: how many there are, and how many answer correctly. */
export const RecordedGroup = z.strictObject({
  group: z.string(),
  count: z.int().min(1),
  correct: z.int().min(0),
});
export type RecordedGroup = z.infer<typeof RecordedGroup>;

/** Requests about studies, and the runs and records that they make. */
export const runRequests = {
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
  /** What the cells of a run took; null where that is not known. */
  'runs.costs': { writes: false, params: z.strictObject({ run: z.string() }), result: RunCosts.nullable() },
  /** What the log of a run says behind a cursor, 0 for all; of more than `mostLogLines` the last. */
  'runs.log': {
    writes: false,
    params: z.strictObject({ run: z.string(), cursor: z.int().min(0) }),
    result: z.strictObject({
      lines: z.array(RunLogLine),
      /** Lines behind the cursor, before these, that are left out. */
      omitted: z.int().min(0),
      /** Behind the last line. */
      cursor: z.int().min(0),
    }),
  },
  /** Records by cursor: pass null first, then what came back, until it is null. */
  'runs.records': {
    writes: false,
    params: z.strictObject({ run: z.string(), cursor: z.int().min(0).nullable(), limit: z.int().min(1).max(10_000) }),
    result: z.strictObject({ records: z.array(SampleRecord), cursor: z.int().min(0).nullable() }),
  },
  /**
   * What attacks made of samples, as files, by the records of it: what the run has stored of small changes, and what records of
   * removals and edits tell whole. Without files where the attack found nothing, or nothing is stored.
   */
  'runs.sampleFiles': {
    writes: false,
    params: z.strictObject({
      run: z.string(),
      records: z
        .array(z.discriminatedUnion('kind', [RemovalRecord, PerturbationRecord, EditRecord]))
        .min(1)
        .max(mostSamplesAtOnce),
    }),
    result: z.strictObject({ samples: z.array(z.array(SampleFile)) }),
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
} as const;
