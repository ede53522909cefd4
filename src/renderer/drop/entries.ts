/** What lies in a folder that was dropped. @throws DOMException where it cannot be read */
export async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  // A reader gives some at a time, and none when it is done.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (some.length === 0) return all;
    all.push(...some);
  }
}

export interface DroppedFile {
  /** From what was dropped on: `memes/img/1.png`. */
  readonly path: string;
  readonly file: File;
}

/** Written by systems beside what people keep; no part of it. */
const ofSystems: ReadonlySet<string> = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini', '__MACOSX']);

/** Files that were dropped together, as if they lay in a folder of that name. @throws DOMException where one cannot be read */
export function filesTogether(
  folder: string,
  entries: readonly FileSystemFileEntry[],
): Promise<readonly DroppedFile[]> {
  return Promise.all(entries.map(async (entry) => ({ path: `${folder}/${entry.name}`, file: await fileOf(entry) })));
}

/** All files of what was dropped. @throws DOMException where one cannot be read, and when `signal` is aborted */
export async function filesOf(entry: FileSystemEntry, signal: AbortSignal): Promise<readonly DroppedFile[]> {
  const files: DroppedFile[] = [];
  const open: { readonly entry: FileSystemEntry; readonly path: string }[] = [{ entry, path: entry.name }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    signal.throwIfAborted();
    const { entry: one, path } = next;
    if (one.isDirectory) {
      const inside = await entriesOf(one as FileSystemDirectoryEntry);
      for (const each of inside) {
        if (!ofSystems.has(each.name)) open.push({ entry: each, path: `${path}/${each.name}` });
      }
    } else {
      files.push({ path, file: await fileOf(one as FileSystemFileEntry) });
    }
  }
  return files;
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => {
    entry.file(resolve, reject);
  });
}
