import type { HandlersOf } from './context';

export const engineRequests: HandlersOf<'engine'> = {
  'engine.hello': async (_params, { appVersion, lab }) => ({
    appVersion,
    pid: process.pid,
    lab: lab.folder,
    labId: await lab.id(),
  }),
};

export const predictorRequests: HandlersOf<'predictors'> = {
  'predictors.allow': ({ allowed }, { allowPredictors }) => {
    allowPredictors(allowed);
    return Promise.resolve({});
  },
};

export const deviceRequests: HandlersOf<'devices'> = {
  'devices.list': async ({ measure }, { survey, queue }, { signal }) => {
    const busy = queue.state().items.some(({ state }) => state === 'working');
    return { devices: await survey.list({ measure, busy, signal }), busy };
  },
  'devices.choose': async ({ devices: order }, { devices }, { signal }) => {
    await devices.choose(order, signal);
    return {};
  },
  'devices.used': (_params, { devices }) => Promise.resolve(devices.used()),
};
