import { useEffect, useEffectEvent, useState } from 'react';

/** Is something of the machine's files dragged, and not a text or a link of a page? */
function holdsFiles(transfer: DataTransfer | null): transfer is DataTransfer {
  return transfer?.types.includes('Files') === true;
}

/**
 * Listens for files anywhere on the window. What a field of a page takes itself (it prevents the usual) is left to it.
 *
 * @param onDropped what was dropped, as far as it can be read
 * @returns are files over the window, where nothing below the pointer takes them itself?
 */
export function useDropped(onDropped: (entries: readonly FileSystemEntry[]) => void): boolean {
  const [isOver, setOver] = useState(false);
  const tell = useEffectEvent(onDropped);
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (!holdsFiles(event.dataTransfer)) return;
      setOver(!event.defaultPrevented);
      // Else the browser would open the file in the place of the window.
      event.preventDefault();
    };
    const leave = (event: DragEvent): void => {
      // Out of the window, not from one part of it into another.
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      setOver(false);
      const { dataTransfer } = event;
      if (!holdsFiles(dataTransfer)) return;
      const isTaken = event.defaultPrevented;
      event.preventDefault();
      if (isTaken) return;
      // To be read before the event ends.
      tell(Array.from(dataTransfer.items, (item) => item.webkitGetAsEntry()).filter((entry) => entry !== null));
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, []);
  return isOver;
}
