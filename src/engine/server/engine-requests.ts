import { cancelled } from '../../shared/errors';
import { listDevices } from '../compute/devices';
import type { HandlersOf } from './context';

export const engineRequests: HandlersOf<'engine'> = {
  'engine.hello': async (_params, { appVersion, lab }) => ({
    appVersion,
    pid: process.pid,
    lab: lab.folder,
    labId: await lab.id(),
  }),
};

export const deviceRequests: HandlersOf<'devices'> = {
  // A measurement cannot be stopped half way, but whoever asked need not wait for it.
  'devices.list': ({ measure }, _engine, { signal }) =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => {
        reject(cancelled());
      });
      listDevices({ measure }).then(resolve, reject);
    }),
};
