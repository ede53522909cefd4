import { listDevices } from '../devices/list-devices';
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
  'devices.list': ({ measure }, _engine, { signal }) => listDevices({ measure, signal }),
  'devices.used': (_params, { devices }) => Promise.resolve(devices.used()),
};
