/** Folders and files as a browser gives those that were dropped: what a folder holds, by name. */
export interface Tree {
  readonly [name: string]: Tree | string;
}

export function fileEntry(name: string, content: string): FileSystemFileEntry {
  const file = new File([content], name);
  return {
    ...{ isFile: true, isDirectory: false, name, fullPath: `/${name}` },
    file: (done: (file: File) => void) => {
      done(file);
    },
  } as unknown as FileSystemFileEntry;
}

export function folderEntry(name: string, tree: Tree): FileSystemDirectoryEntry {
  return {
    ...{ isFile: false, isDirectory: true, name, fullPath: `/${name}` },
    createReader: () => {
      const left = Object.entries(tree).map(([own, inside]) =>
        typeof inside === 'string' ? fileEntry(own, inside) : folderEntry(own, inside),
      );
      return {
        // A few at a time, as browsers do.
        readEntries: (done: (entries: FileSystemEntry[]) => void) => {
          done(left.splice(0, 2));
        },
      };
    },
  } as unknown as FileSystemDirectoryEntry;
}
