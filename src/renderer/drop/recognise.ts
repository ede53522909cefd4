import { decimal } from '../../analysis/format';
import { isArchive, kindAmongOthers } from '../../shared/imported/model-files';
import { holdsRows } from '../../shared/mapping/row-files';
import { shownText } from '../../shared/shown-text';
import { texts } from '../texts/catalogue';
import { entriesOf } from './entries';

const words = texts.drop;

/** What is to become of something that was dropped. */
export type Recognised =
  | { readonly kind: 'data' | 'model'; readonly entry: FileSystemEntry }
  /** Nothing: why, in a sentence. */
  | { readonly kind: 'none'; readonly why: string };

/**
 * What was dropped: one folder of data, one file of rows by itself, or one model.
 *
 * @param knowsPath what lies beside a file can be read too
 */
export async function recognise(entries: readonly FileSystemEntry[], knowsPath: boolean): Promise<Recognised> {
  const none = (why: string): Recognised => ({ kind: 'none', why });
  if (entries.length === 0) return none(words.nothing);
  if (entries.length > 1) return none(words.several(decimal(entries.length)));
  const [entry] = entries;
  const name = shownText(entry.name);
  if (isFolder(entry)) {
    const inside = await entriesOf(entry).catch(() => null);
    if (inside === null) return none(words.unreadable(name));
    if (inside.length === 0) return none(words.empty(name));
    const holdsModel = inside.some((one) => one.isFile && kindAmongOthers(one.name) !== null);
    return { kind: holdsModel ? 'model' : 'data', entry };
  }
  if (isArchive(entry.name)) return { kind: 'model', entry };
  const kind = kindAmongOthers(entry.name);
  switch (kind) {
    case 'onnx':
      return { kind: 'model', entry };
    case 'tfjs':
      return knowsPath ? { kind: 'model', entry } : none(words.lonely(name));
    case null:
      return holdsRows(entry.name) ? { kind: 'data', entry } : none(words.unknown(name));
    default:
      return kind satisfies never;
  }
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
