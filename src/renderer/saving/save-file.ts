/** Hands a file to the person: the browser's or the window's own way of saving. */
export function saveFile(file: File): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = file.name;
  link.click();
  // Saving begins after this turn; a minute is enough for it to have begun.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 60_000);
}

/** Asks for a file of this machine; null: cancelled. */
export async function chooseFile(accept: string): Promise<File | null> {
  return (await choose(accept, false)).at(0) ?? null;
}

/** Asks for files of this machine; none: cancelled. */
export function chooseFiles(accept: string): Promise<readonly File[]> {
  return choose(accept, true);
}

function choose(accept: string, multiple: boolean): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.multiple = multiple;
    input.addEventListener('change', () => {
      resolve([...(input.files ?? [])]);
    });
    input.addEventListener('cancel', () => {
      resolve([]);
    });
    input.click();
  });
}
