import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LabError } from '../../../../shared/errors';
import type { FolderInspection, MappingPreview } from '../../../../shared/mapping/guess';
import type { ColumnMapping } from '../../../../shared/mapping/mapping';
import { openDataset } from '../../open';
import { sampleView } from '../../view';
import { rootOrFileOf } from '../folder-root';
import { layoutOf } from '../registry';
import { findSource } from './find-source';
import { lookAt } from './guess-columns';
import { guessMapping } from './guess-mapping';
import { importMapped } from './import-mapped';
import { openSource } from './open-source';
import { presetOf } from './presets/registry';

/** Rows that a preview goes over. */
const LOOKED_AT = 5000;

export interface InspectRequest {
  readonly directory: string;
  /** Null: it is guessed. */
  readonly mapping: ColumnMapping | null;
  /** Samples of the preview. */
  readonly samples: number;
  readonly signal?: AbortSignal;
}

/**
 * What a folder holds, what its columns are taken for, and the first samples as they would be imported. Nothing in the folder or
 * in the lab changes.
 *
 * @throws LabError `not-found` without the folder, `invalid` where it holds no rows, `cancelled`
 */
export async function inspectFolder({
  directory,
  mapping,
  samples,
  signal,
}: InspectRequest): Promise<FolderInspection> {
  const work = await mkdtemp(join(tmpdir(), 'muroan-preview-'));
  try {
    const folder = join(work, 'preview');
    const root = await rootOrFileOf({ directory, folder, name: 'preview' }, 'Give the folder that holds the data.');
    const layout = mapping === null ? await layoutOf(root) : null;
    const looked = await lookedAt(root, mapping, signal).catch((error: unknown) => {
      if (layout === null || !(error instanceof LabError) || error.code === 'cancelled') throw error;
      // By hand there is nothing to map; the layout is read all the same.
      return { ...nothing, problem: error.toString().replaceAll(root, '.') };
    });
    // What a layout makes of a folder is not what its columns would.
    if (layout !== null) return { layout, ...looked, preview: null };
    if (looked.mapping === null) {
      const problem = 'No column serves as an input and another as the label. Say what columns are.';
      return { layout, ...looked, preview: null, problem };
    }
    try {
      const preview = await previewOf({
        directory: root,
        folder,
        mapping: looked.mapping,
        samples,
        ...(signal === undefined ? {} : { signal }),
      });
      return { layout, ...looked, preview };
    } catch (error) {
      if (!(error instanceof LabError) || error.code === 'cancelled') throw error;
      return { layout, ...looked, preview: null, problem: error.toString().replaceAll(root, '.') };
    }
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

type Looked = Omit<FolderInspection, 'layout' | 'preview'>;

const nothing: Looked = { preset: null, reason: '', source: null, columns: [], mapping: null, problem: null };

/** The rows of a folder and their columns, with the mapping that was given, that a published layout has, or that they suggest. */
async function lookedAt(root: string, given: ColumnMapping | null, signal: AbortSignal | undefined): Promise<Looked> {
  const preset = given === null ? await presetOf(root, signal) : null;
  const known = given ?? preset?.mapping ?? null;
  const { source, reason } =
    known === null
      ? await findSource(root, signal)
      : {
          source: known.source,
          reason: preset === null ? 'As the mapping says.' : `Laid out as ${preset.title}.`,
        };
  const opened = await openSource(root, source, signal);
  const looked = await lookAt(opened).finally(() => opened.close());
  const guess = await guessMapping(root, source, looked.columns);
  return {
    preset: preset?.title ?? null,
    reason,
    source,
    columns: [...guess.columns],
    mapping: known ?? guess.mapping,
    problem: null,
  };
}

async function previewOf({
  samples,
  ...request
}: Pick<InspectRequest, 'samples'> & {
  readonly directory: string;
  readonly folder: string;
  readonly mapping: ColumnMapping;
  readonly signal?: AbortSignal;
}): Promise<MappingPreview> {
  const { skipped, remarks = [] } = await importMapped({
    ...request,
    name: 'preview',
    title: 'Preview',
    look: { rows: LOOKED_AT, samples },
  });
  const dataset = await openDataset(request.folder);
  return {
    manifest: dataset.manifest,
    samples: Array.from({ length: dataset.manifest.count }, (_, row) => sampleView(dataset, row)),
    skipped,
    remarks,
  };
}
