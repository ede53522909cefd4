/** The bridge between the window and the Electron main process, nothing else: texts, both ways, and paths of what is dropped. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { LabBridge } from '../shared/lab-channel/bridge-channel';
import { ipcNames } from '../shared/lab-channel/ipc-names';

/** A file as the preload sees it; Electron before 32 told its path itself. */
type GivenFile = File & { readonly path?: string };
interface DropEvent {
  /** No page made it up. */
  readonly isTrusted: boolean;
  readonly dataTransfer: { readonly files: ArrayLike<GivenFile> } | null;
}
declare const window: {
  readonly addEventListener: (name: 'drop', listener: (event: DropEvent) => void, capture: true) => void;
};

let opened = false;
let dropped: readonly string[] = [];

window.addEventListener(
  'drop',
  ({ isTrusted, dataTransfer }) => {
    dropped = isTrusted ? Array.from(dataTransfer?.files ?? [], pathOf) : [];
  },
  true,
);

function pathOf(file: GivenFile): string {
  // Absent before Electron 29, whatever its types say.
  const utils = webUtils as typeof webUtils | undefined;
  return utils?.getPathForFile(file) ?? file.path ?? '';
}

const bridge: LabBridge = {
  post: (text) => {
    ipcRenderer.send(ipcNames.text, text);
  },
  listen: (onText) => {
    ipcRenderer.on(ipcNames.text, (_event, text: string) => {
      onText(text);
    });
    // A page has one channel, however many listen to it.
    if (!opened) ipcRenderer.send(ipcNames.open);
    opened = true;
  },
  dropped: () => {
    const paths = dropped;
    dropped = [];
    return paths;
  },
};

contextBridge.exposeInMainWorld('labChannel', bridge);
