import type { Backend } from './backend';

export const tensorflowGpu: Backend = refused('tensorflow-gpu');
export const tensorflowCpu: Backend = refused('tensorflow-cpu');

function refused(kind: Backend['kind']): Backend {
  return {
    kind,
    probe: () => Promise.resolve({ available: false, reason: 'Not built.' }),
    create: () => Promise.reject(new Error('Not built.')),
  };
}
