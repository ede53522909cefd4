/** The bridge between the window and the Electron main process, nothing else: texts, both ways. */
import { contextBridge, ipcRenderer } from 'electron';
import type { LabBridge } from '../shared/lab-channel/bridge-channel';
import { ipcNames } from '../shared/ipc-names';

let opened = false;

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
};

contextBridge.exposeInMainWorld('labChannel', bridge);
