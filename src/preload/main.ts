/** The bridge between the window and the Electron main process, nothing else: texts, both ways. */
import { contextBridge, ipcRenderer } from 'electron';
import type { LabBridge } from '../shared/lab-channel/bridge-channel';
import { ipcNames } from '../shared/ipc-names';

const bridge: LabBridge = {
  post: (text) => {
    ipcRenderer.send(ipcNames.text, text);
  },
  listen: (onText) => {
    ipcRenderer.on(ipcNames.text, (_event, text: string) => {
      onText(text);
    });
    ipcRenderer.send(ipcNames.open);
  },
};

contextBridge.exposeInMainWorld('labChannel', bridge);
