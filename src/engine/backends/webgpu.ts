import type { Backend } from './backend';

export const webgpu: Backend = refused('webgpu');
export const webgpuSoftware: Backend = refused('webgpu-software');

function refused(kind: Backend['kind']): Backend {
  return {
    kind,
    probe: () => Promise.resolve({ available: false, reason: 'Not built.' }),
    create: () => Promise.reject(new Error('Not built.')),
  };
}
