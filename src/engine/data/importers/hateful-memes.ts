import type { FileHandle } from 'node:fs/promises';
import type { ImportReport, Split } from '../../../shared/data/dataset';
import { cancelled, LabError } from '../../../shared/errors';
import { randomFrom } from '../../random';
import { type DatasetHeader, type DatasetRow, writeDataset } from '../write';
import { openContained, readContained } from '../../files/contained-file';
import { decodePicture } from './decode-picture';
import { rootOf } from './folder-root';
import { memeOf } from './hateful-memes-row';
import { type Importer, type ImportRequest } from './importer';
import { MissingFile, RowProblem } from '../../files/row-problem';
import { resizeAndCrop } from './resize';
import { textLines } from './text-lines';

/**
 * The files that list memes, in the order they are read: an id that occurs in two of them stays in the one read
 * first, so that nothing tested on is trained on.
 */
const LISTINGS: readonly { readonly file: string; readonly split: Split }[] = [
  { file: 'dev_unseen.jsonl', split: 'test' },
  { file: 'test_unseen.jsonl', split: 'test' },
  { file: 'test_seen.jsonl', split: 'test' },
  { file: 'test.jsonl', split: 'test' },
  { file: 'dev_seen.jsonl', split: 'validation' },
  { file: 'dev.jsonl', split: 'validation' },
  { file: 'train.jsonl', split: 'train' },
];
const LARGEST_FILE = 64 * 2 ** 20;
/** Lines of a listing by which the layout is told. */
const LOOKED_AT = 20;
/** Share of the training rows that validates when no listing does. */
const VALIDATION_SHARE = 0.1;

/**
 * The layout of the Hateful Memes challenge: `*.jsonl` with {id, img, text, label} and the pictures the rows name.
 * `dev_unseen` (MUROAN's) and labelled `test*` listings become the test split, `dev_seen` and `dev` the validation
 * split. Without labelled test rows, the latter two become the test split; without a validation split, a tenth of the
 * training rows (by id, always the same ones) does.
 */
export const hatefulMemes: Importer = {
  title: 'Hateful Memes',
  fits: async (root) => {
    for (const { file } of LISTINGS) {
      const handle = await openContained(root, file).catch((error: unknown) => {
        if (error instanceof MissingFile) return null;
        throw error;
      });
      if (handle !== null && (await listsMemes(handle))) return true;
    }
    return false;
  },
  import: async (request) => {
    const root = await rootOf(request, 'Give the folder that holds train.jsonl and img.');
    const skipped: ImportReport['skipped'] = [];
    const listings = await foundListings(root, skipped);
    const rows = importedRows(request, root, listings, skipped);
    const manifest = await writeDataset(request.folder, headerOf(request), rows);
    return { dataset: manifest.name, hash: manifest.hash, imported: manifest.count, skipped };
  },
};

/** Whether most of the first lines are memes. Closes the file. */
async function listsMemes(handle: FileHandle): Promise<boolean> {
  let [lines, memes] = [0, 0];
  for await (const { text } of textLines(handle)) {
    lines += 1;
    if (isMeme(text)) memes += 1;
    if (lines === LOOKED_AT) break;
  }
  return 2 * memes > lines;
}

function isMeme(line: string | null): boolean {
  if (line === null) return false;
  try {
    memeOf(line, new Set());
    return true;
  } catch (error) {
    if (error instanceof RowProblem) return false;
    throw error;
  }
}

function headerOf({ name, title, classes, imageSide }: ImportRequest): DatasetHeader {
  return {
    name,
    title,
    task: `Picture and text taken together: ${classes[0]} or ${classes[1]}?`,
    preparation: { name: 'hateful-memes', version: 1, seed: 0 },
    licences: ['Imported; see the terms its publisher set. Not shipped with the lab.'],
    classes: [...classes],
    unit: 'sample',
    modalities: { image: { kind: 'image', height: imageSide, width: imageSide, channels: 3 }, text: { kind: 'text' } },
    oracle: null,
  };
}

interface Listing {
  readonly file: string;
  readonly split: Split;
  readonly lines: number;
}

async function foundListings(root: string, skipped: ImportReport['skipped']): Promise<readonly Listing[]> {
  const found: (Listing & { readonly isLabelled: boolean })[] = [];
  for (const { file, split } of LISTINGS) {
    const handle = await openContained(root, file).catch((error: unknown) => {
      if (!(error instanceof RowProblem)) throw error;
      if (!(error instanceof MissingFile)) skipped.push({ file, row: null, reason: error.message });
      return null;
    });
    if (handle === null) continue;
    let lines = 0;
    let isLabelled = false;
    for await (const { text } of textLines(handle)) {
      lines += 1;
      isLabelled ||= text !== null && /"label"\s*:\s*[01]\b/.test(text);
    }
    found.push({ file, split, lines, isLabelled });
  }
  if (found.length === 0) {
    throw new LabError('invalid', 'This folder holds none of the lists of samples that Hateful Memes has.', {
      where: root,
      remedy: `Give a folder that holds at least one of ${LISTINGS.map(({ file }) => file).join(', ')}.`,
    });
  }
  const isTested = found.some(({ split, isLabelled }) => split === 'test' && isLabelled);
  return isTested
    ? found
    : found.map((listing) => (listing.split === 'validation' ? { ...listing, split: 'test' } : listing));
}

async function* importedRows(
  { imageSide, signal, onProgress }: ImportRequest,
  root: string,
  listings: readonly Listing[],
  skipped: ImportReport['skipped'],
): AsyncGenerator<DatasetRow> {
  const total = listings.reduce((sum, { lines }) => sum + lines, 0);
  const isValidated = listings.some(({ split }) => split === 'validation');
  const taken = new Set<string>();
  let done = 0;
  for (const { file, split } of listings) {
    for await (const line of textLines(await openContained(root, file))) {
      // Decoding blocks; heartbeat and cancel get their turn between two rows.
      await new Promise((resolve) => setImmediate(resolve));
      if (signal?.aborted === true) throw cancelled();
      try {
        if (line.text === null) throw new RowProblem(line.problem ?? 'The line cannot be read.');
        const meme = memeOf(line.text, taken);
        const pixels = resizeAndCrop(decodePicture(await readContained(root, meme.img, LARGEST_FILE)), imageSide);
        taken.add(meme.id);
        const isDrawn = split === 'train' && !isValidated && drawsValidation(meme.id);
        yield {
          id: meme.id,
          label: meme.label,
          split: isDrawn ? 'validation' : split,
          group: meme.id,
          inputs: { image: pixels, text: meme.words },
        };
      } catch (error) {
        if (!(error instanceof RowProblem)) throw error;
        skipped.push({ file, row: line.number, reason: error.message });
      }
      done += 1;
      onProgress?.(done, total);
    }
  }
  if (taken.size === 0) throw nothingImported(root, skipped);
}

function drawsValidation(id: string): boolean {
  return randomFrom('hateful-memes', 'validation', id).uniform() < VALIDATION_SHARE;
}

function nothingImported(root: string, skipped: ImportReport['skipped']): LabError {
  const first = skipped.at(0);
  const row = first === undefined || first.row === null ? '' : `, line ${first.row}`;
  const why = first === undefined ? 'The listings are empty.' : `${first.file}${row}: ${first.reason}`;
  return new LabError('invalid', `None of ${skipped.length} lines could be imported. ${why}`, {
    where: root,
    remedy: 'Check that the folder holds the pictures its listings name, and labels.',
  });
}
