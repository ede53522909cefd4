import { decimal } from '../../analysis/format';
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
 * What was dropped: one folder of data, or one model.
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
    return { kind: inside.some((one) => one.isFile && one.name === 'model.json') ? 'model' : 'data', entry };
  }
  if (/\.(onnx|zip)$/iu.test(entry.name)) return { kind: 'model', entry };
  if (entry.name !== 'model.json') return none(words.unknown(name));
  return knowsPath ? { kind: 'model', entry } : none(words.lonely(name));
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
