import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LabError } from '../../../../shared/errors';
import type { FolderInspection, MappingPreview } from '../../../../shared/mapping/guess';
import type { ColumnMapping } from '../../../../shared/mapping/mapping';
import { openDataset } from '../../open';
import { sampleView } from '../../view';
import { rootOf } from '../folder-root';
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
    const root = await rootOf({ directory, folder, name: 'preview' }, 'Give the folder that holds the data.');
    const preset = mapping === null ? await presetOf(root) : null;
    const given = mapping ?? preset?.mapping ?? null;
    const found =
      given === null
        ? await findSource(root, signal)
        : { source: given.source, reason: preset?.reason ?? 'As the mapping says.' };
    const source = await openSource(root, found.source, signal);
    const looked = await lookAt(source).finally(() => source.close());
    const guess = await guessMapping(root, found.source, looked.columns);
    const taken = given ?? guess.mapping;
    const shared = { reason: found.reason, source: found.source, columns: [...guess.columns], mapping: taken };
    if (taken === null) {
      const problem = 'No column serves as an input and another as the label. Say what columns are.';
      return { ...shared, preview: null, problem };
    }
    try {
      const preview = await previewOf({
        directory: root,
        folder,
        mapping: taken,
        samples,
        ...(signal === undefined ? {} : { signal }),
      });
      return { ...shared, preview, problem: null };
    } catch (error) {
      if (!(error instanceof LabError) || error.code === 'cancelled') throw error;
      return { ...shared, preview: null, problem: error.toString().replaceAll(root, '.') };
    }
  } finally {
    await rm(work, { recursive: true, force: true });
  }
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
