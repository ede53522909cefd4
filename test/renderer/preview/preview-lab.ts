import { LabError } from '../../../src/shared/errors';
import type { QueueState } from '../../../src/shared/runs/queue';
import type { RunSummary } from '../../../src/shared/runs/run';
import { fakeLab, type FakeLab } from '../fake-lab';

const states = ['finished', 'finished', 'interrupted', 'cancelled', 'finished', 'failed'] as const;

export const previewRuns: readonly RunSummary[] = Array.from({ length: 60 }, (_, index) => ({
  id: `01990000-0000-7000-8000-${String(index).padStart(12, '0')}`,
  name: ['Caption match, three fusions', 'Emoji groups', 'Release 4 against release 3'][index % 3],
  state: index === 0 ? ('running' as const) : states[index % states.length],
  planHash: String(index % 7).repeat(64),
  createdAt: new Date(Date.UTC(2026, 10, 26, 9) - index * 7.3e6).toISOString(),
  records: index === 0 ? 1240 : 4500,
  recordsExpected: 4500,
  device: 'wasm' as const,
  systems: [],
  reference: null,
}));

const queue: QueueState = {
  items: [
    {
      id: 'a',
      kind: 'study',
      title: previewRuns[0].name,
      run: previewRuns[0].id,
      model: null,
      trains: [],
      state: 'working',
      progress: {
        stage: 'attack',
        label: 'concat · decoupling',
        done: 1240,
        total: 4500,
        unit: 'samples',
        rate: 21,
        remaining: 155,
        whole: { done: 2100, total: 3600, remaining: 155 },
        detail: null,
      },
    },
    {
      id: 'b',
      kind: 'training',
      title: 'late (cnn + mean-words)',
      run: null,
      model: 'm',
      trains: ['m'],
      state: 'waiting',
      progress: null,
    },
  ],
};

/** A lab to look at: its answers have the shape of real ones, its numbers mean nothing. */
export function previewLab(): FakeLab {
  let copy: { revision: number; content: string } | null = null;
  const lab = fakeLab({
    'engine.hello': () => ({ appVersion: '0.1.0', pid: 1, lab: '/home/analyst/muroan-lab', labId: 'preview' }),
    'host.describe': () => ({
      kind: 'browser',
      appVersion: '0.1.0',
      lab: '/home/analyst/muroan-lab',
      versions: { Node: '20.20.2', Chromium: '150.0' },
      printer: null,
    }),
    'host.log': () => ({
      entries: [
        { at: '2026-11-26T09:00:00.000Z', level: 'info', text: 'Engine started.' },
        { at: '2026-11-26T09:00:02.000Z', level: 'warning', text: 'The device webgpu is passed over: no adapter.' },
      ],
    }),
    'host.licences': () => ({ text: 'Apache License 2.0 …' }),
    'devices.list': ({ measure }) => ({
      busy: true,
      devices: [
        {
          kind: 'tensorflow-gpu',
          title: 'TensorFlow, CUDA',
          state: 'unavailable',
          reason: 'The native addon is not built. Run npm run setup:native.',
          hardware: '',
          workers: 0,
          threads: 0,
          selfTestError: null,
          speed: null,
        },
        {
          kind: 'wasm',
          title: 'WebAssembly SIMD',
          state: 'ready',
          reason: null,
          hardware: 'AMD EPYC 7R13, 2 cores',
          workers: 2,
          threads: 1,
          selfTestError: 1.2e-7,
          speed: measure ? { forward: 8123, inputGradient: 2210 } : null,
        },
        {
          kind: 'cpu',
          title: 'JavaScript',
          state: 'ready',
          reason: null,
          hardware: 'AMD EPYC 7R13',
          workers: 1,
          threads: 1,
          selfTestError: 0,
          speed: measure ? { forward: 45, inputGradient: 12 } : null,
        },
      ],
    }),
    'devices.used': () => null,
    'host.deviceOrder': () => ({ devices: [] }),
    'host.chooseDevices': () => ({}),
    'lab.describe': () => ({
      data: { count: 2, bytes: 31_000_000 },
      models: { count: 14, bytes: 12_400_000 },
      runs: { count: 60, bytes: 184_000_000 },
      trash: { count: 1, bytes: 3_100_000 },
      caches: { count: 3, bytes: 4_200 },
    }),
    'lab.clearCaches': () => ({}),
    'trash.list': () => [
      {
        id: 't',
        kind: 'run',
        name: previewRuns[3].id,
        title: 'Caption match, first try',
        removedAt: previewRuns[3].createdAt,
      },
    ],
    'queue.show': () => queue,
    'runs.list': () => ({ runs: [...previewRuns], unreadable: [] }),
    'workspace.read': () => copy,
    'workspace.write': ({ base, content }) => {
      if (base !== (copy?.revision ?? null)) throw new LabError('conflict', 'is not the newest.', { where: 'base' });
      copy = { revision: (base ?? 0) + 1, content };
      return { revision: copy.revision };
    },
  });
  setInterval(() => {
    lab.tell('heartbeat', { at: new Date().toISOString(), memory: 412_000_000 });
  }, 1000);
  return lab;
}
