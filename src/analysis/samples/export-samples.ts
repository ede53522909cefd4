import { utf8ToBytes } from '@noble/hashes/utils.js';
import { LabError } from '../../shared/errors';
import { fromBase64 } from '../../shared/base64';
import { hashOfBytes } from '../../shared/identity';
import type { LabConnection } from '../../shared/lab-channel/lab-connection';
import type { Result } from '../../shared/protocol';
import type { SampleRecord } from '../../shared/records/record';
import { mostSamplesAtOnce } from '../../shared/samples/sample-file';
import { recordPages } from '../record-pages';
import { runFacts } from '../run-facts';
import { FilledColumns } from '../table/filled-columns';
import { recordTable } from '../table/run-table';
import { manifestColumns, manifestCsv, manifestJson, type ListedSample } from './manifest';

export const manifestNames = { csv: 'manifest.csv', json: 'manifest.json' } as const;

/** Of attacks that are told whole by their records, as many samples of a cell where the plan names no number. */
export const usualSamples = 20;

const pageSize = 2_000;

export interface SamplesExport {
  /** Samples of each cell at most; null: as many as the plan has stored, or `usualSamples`. */
  readonly most: number | null;
  /** Takes a file, its name with slashes. */
  readonly put: (name: string, bytes: Uint8Array<ArrayBuffer>) => void;
  readonly onSamples?: (done: number, total: number) => void;
}

export interface WrittenSamples {
  readonly samples: number;
  /** Of them, those that the attack broke. */
  readonly broken: number;
  /** Broken by attacks, and not written: beyond the first samples, or of small changes that the run has not kept. */
  readonly left: { readonly beyond: number; readonly unkept: number };
  readonly files: number;
  readonly bytes: number;
}

type Attacked = Extract<SampleRecord, { readonly kind: 'removal' | 'perturbation' | 'edit' }>;

/**
 * What attacks made of a run's samples, as files, with a manifest. Of small changes there are those that the run has stored, of
 * removals and edits as many samples of each cell; none of an attack that found nothing.
 *
 * @throws LabError `not-found` where there is nothing to write; what the engine answers
 */
export async function exportSamples(
  lab: LabConnection,
  shown: Result<'runs.show'>,
  { most, put, onSamples }: SamplesExport,
): Promise<WrittenSamples> {
  const { description: run, dataset, models } = shown;
  const table = recordTable([{ run, dataset, models }]);
  const { wanted, beyond } = await wantedRecords(lab, shown, most ?? (run.plan.storedInputs || usualSamples));
  let unkept = 0;
  const listed: ListedSample[] = [];
  let bytes = 0;
  for (let start = 0; start < wanted.length; start += mostSamplesAtOnce) {
    const records = wanted.slice(start, start + mostSamplesAtOnce);
    const { samples } = await lab.request('runs.sampleFiles', { run: run.id, records });
    samples.forEach((files, at) => {
      if (files.length === 0) {
        if (isBroken(records[at])) unkept += 1;
        return;
      }
      const { cell, row } = records[at];
      const own = files.map(({ name, base64, ...file }) => {
        const content = fromBase64(base64);
        const place = `${cell}/${String(row)}/${name}`;
        put(place, content);
        bytes += content.length;
        return { file: place, ...file, bytes: content.length, sha256: hashOfBytes(content) };
      });
      listed.push({ row: table.row(0, records[at]), files: own });
    });
    onSamples?.(Math.min(wanted.length, start + mostSamplesAtOnce), wanted.length);
  }
  if (listed.length === 0) throw nothing(shown);
  const held = new FilledColumns(table.columns);
  for (const { row } of listed) held.add(row);
  const columns = manifestColumns(held.split.filled, Object.keys(dataset.modalities));
  const facts = { ...runFacts(run, dataset), modalities: dataset.modalities };
  put(manifestNames.csv, utf8ToBytes(manifestCsv(columns, listed)));
  put(manifestNames.json, utf8ToBytes(manifestJson(facts, held.split, listed)));
  return {
    samples: listed.length,
    broken: listed.filter(({ row }) => row.success === true).length,
    left: { beyond, unkept },
    files: listed.reduce((sum, { files }) => sum + files.length, 2),
    bytes,
  };
}

/** Of each attack's cell the first samples of the selection, whose order is drawn; cells in the order of the run. */
async function wantedRecords(
  lab: LabConnection,
  { summary, description: { expansion } }: Result<'runs.show'>,
  most: number,
): Promise<{ readonly wanted: readonly Attacked[]; readonly beyond: number }> {
  const places = new Map(expansion.rows.slice(0, most).map((row, place) => [row, place]));
  const cells = new Map(expansion.cells.flatMap(({ kind, id }, place) => (kind === 'attack' ? [[id, place]] : [])));
  const found: Attacked[] = [];
  let beyond = 0;
  for await (const page of recordPages(lab, summary.id, pageSize)) {
    for (const record of page) {
      if (!cells.has(record.cell) || !isFound(record)) continue;
      if (places.has(record.row)) found.push(record);
      else if (isBroken(record)) beyond += 1;
    }
  }
  const order = ({ cell, row }: Attacked): number => (cells.get(cell) ?? 0) * most + (places.get(row) ?? 0);
  return { wanted: found.sort((a, b) => order(a) - order(b)), beyond };
}

/** Asked of every record of a run: a row of the table would be made of each only to read one of its columns. */
function isBroken(record: Attacked): boolean {
  return record.attacked && (record.kind === 'removal' ? record.found !== null : record.outcome?.success === true);
}

function isFound(record: SampleRecord): record is Attacked {
  switch (record.kind) {
    case 'removal':
      return record.found !== null;
    case 'perturbation':
    case 'edit':
      return record.outcome !== null;
    case 'clean':
    case 'degraded':
    case 'certificate':
    case 'leads':
    case 'pixels':
    case 'pixel-votes':
      return false;
    default:
      return record satisfies never;
  }
}

function nothing({ summary, description: { plan } }: Result<'runs.show'>): LabError {
  return plan.storedInputs === 0 && plan.attacks.length > 0
    ? new LabError(
        'not-found',
        'has no attacked samples to write: its plan stores none of small changes ("storedInputs" is 0).',
        {
          where: `run ${summary.id}`,
          remedy: 'Run the study again with "storedInputs" above 0.',
        },
      )
    : new LabError('not-found', 'has no attacked samples to write: no attack of it found anything.', {
        where: `run ${summary.id}`,
        remedy: 'Choose a run with an attack that succeeded.',
      });
}
