import { decimal } from '../../analysis/format';
import { isArchive, kindAmongOthers } from '../../shared/imported/model-files';
import { holdsRows } from '../../shared/mapping/row-files';
import { shownText } from '../../shared/text/shown-text';
import { texts } from '../texts/catalogue';
import { entriesOf } from './entries';

const words = texts.drop;

/** What is to become of something that was dropped. */
export type Recognised =
  | { readonly kind: 'data'; readonly entry: FileSystemEntry; readonly beside: readonly [] }
  | {
      readonly kind: 'model';
      readonly entry: FileSystemEntry;
      /** Files that were dropped with it: its map, vocabularies, weights. */
      readonly beside: readonly FileSystemFileEntry[];
    }
  /** Nothing: why, in a sentence. */
  | { readonly kind: 'none'; readonly why: string };

/**
 * What was dropped: one folder of data, one file of rows by itself, or one model, with the files that belong to it or without.
 *
 * @param knowsPath what lies beside a file can be read too
 */
export async function recognise(entries: readonly FileSystemEntry[], knowsPath: boolean): Promise<Recognised> {
  const none = (why: string): Recognised => ({ kind: 'none', why });
  if (entries.length === 0) return none(words.nothing);
  if (entries.length > 1) {
    const files = entries.filter(isFile);
    const models = files.filter((file) => kindAmongOthers(file.name) !== null);
    if (files.length < entries.length || models.length !== 1) return none(words.several(decimal(entries.length)));
    const [model] = models;
    return { kind: 'model', entry: model, beside: files.filter((file) => file !== model) };
  }
  const [entry] = entries;
  const name = shownText(entry.name);
  if (isFolder(entry)) {
    const inside = await entriesOf(entry).catch(() => null);
    if (inside === null) return none(words.unreadable(name));
    if (inside.length === 0) return none(words.empty(name));
    const holdsModel = inside.some((one) => one.isFile && kindAmongOthers(one.name) !== null);
    return { kind: holdsModel ? 'model' : 'data', entry, beside: [] };
  }
  if (isArchive(entry.name)) return { kind: 'model', entry, beside: [] };
  const kind = kindAmongOthers(entry.name);
  switch (kind) {
    case 'onnx':
      return { kind: 'model', entry, beside: [] };
    case 'tfjs':
      return knowsPath ? { kind: 'model', entry, beside: [] } : none(words.lonely(name));
    case null:
      return holdsRows(entry.name) ? { kind: 'data', entry, beside: [] } : none(words.unknown(name));
    default:
      return kind satisfies never;
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
