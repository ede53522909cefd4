import { createRoot } from 'react-dom/client';
import { bridgeChannel, type LabBridge } from '../shared/lab-channel/bridge-channel';
import { socketChannel } from '../shared/lab-channel/socket-channel';
import { connectLab } from '../shared/lab-channel/window-end';
import { App } from './app/App';
import { beginLoading } from './app/pages';

declare global {
  interface Window {
    /** Given by the preload; missing in a browser. */
    readonly labChannel?: LabBridge;
  }
}

beginLoading(location.hash);
const bridge = window.labChannel;
const connection = connectLab(() =>
  bridge === undefined ? socketChannel(new WebSocket(`ws://${location.host}/lab`)) : bridgeChannel(bridge),
);

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(<App connection={connection} pathsDropped={bridge?.dropped ?? null} />);
}
