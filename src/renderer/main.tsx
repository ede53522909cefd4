import { createRoot } from 'react-dom/client';
import { useEffect, useState, type ReactNode } from 'react';
import { bridgeChannel, type LabBridge } from '../shared/lab-channel/bridge-channel';
import { socketChannel } from '../shared/lab-channel/socket-channel';
import { connectLab } from '../shared/lab-channel/window-end';

declare global {
  interface Window {
    /** Given by the preload; missing in a browser. */
    readonly labChannel?: LabBridge;
  }
}

const bridge = window.labChannel;
const connection = connectLab(() =>
  bridge === undefined ? socketChannel(new WebSocket(`ws://${location.host}/lab`)) : bridgeChannel(bridge),
);

/** Stands in until the workspace is here: shows that the engine answers. */
function Hello(): ReactNode {
  const [text, setText] = useState('Connecting …');
  useEffect(() => {
    connection.lab.request('engine.hello', {}).then(
      ({ appVersion, lab }) => {
        setText(`Engine ${appVersion} on ${lab}`);
      },
      (error: unknown) => {
        setText(String(error));
      },
    );
  }, []);
  return <p>{text}</p>;
}

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<Hello />);
