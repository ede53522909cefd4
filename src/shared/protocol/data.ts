import { z } from 'zod';
import { ClassName, DatasetManifest, DatasetName, DatasetTitle, ImportReport, Split } from '../data/dataset';
import { Degradation } from '../degradations/degradation';
import { importFormats } from '../data/import-formats';
import { FolderInspection } from '../mapping/guess';
import { ColumnMapping } from '../mapping/mapping';
import { SampleView } from '../samples/sample-view';

const none = z.strictObject({});

/** Requests about data sets. */
export const dataRequests = {
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
  /**
   * Samples as models of a run saw them under a degradation: drawn as the run drew them, from its seed and the sample alone,
   * as no run keeps them. In the order of `ids`.
   */
  'data.degraded': {
    writes: false,
    params: z.strictObject({
      dataset: DatasetName,
      ids: z.array(z.string()).min(1).max(1000),
      degradation: Degradation,
      /** Index into its levels. */
      levelIndex: z.int().min(0),
      /** Of the study's random draws. */
      seed: z.int().min(0),
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
      format: z.enum(importFormats),
      name: DatasetName,
      title: DatasetTitle,
      /** Names of the labels 0 and 1. */
      classes: z.tuple([ClassName, ClassName]),
      /** What the values of masks stand for, from 0 on; absent: the folder says it. */
      pixelClasses: z.array(ClassName).min(2).max(255).optional(),
      /** Images are resized to this side, in pixels; of roads, which are no squares, it is the height. */
      imageSide: z.int().min(8).max(512),
    }),
    result: ImportReport,
  },
  /** What a folder holds, what its columns are taken for, and the first samples as they would be imported; changes nothing. */
  'data.inspect': {
    writes: false,
    params: z.strictObject({
      directory: z.string(),
      /** Absent: it is guessed. */
      mapping: ColumnMapping.optional(),
      /** Samples of the preview. */
      samples: z.int().min(1).max(24).default(6),
    }),
    result: FolderInspection,
  },
  /** Imports a folder as a mapping says. */
  'data.importMapped': {
    writes: true,
    params: z.strictObject({
      directory: z.string(),
      name: DatasetName,
      title: DatasetTitle,
      mapping: ColumnMapping,
    }),
    result: ImportReport,
  },
} as const;
