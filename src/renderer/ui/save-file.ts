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
export function chooseFile(accept: string): Promise<File | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.addEventListener('change', () => {
      resolve(input.files?.item(0) ?? null);
    });
    input.addEventListener('cancel', () => {
      resolve(null);
    });
    input.click();
  });
}
