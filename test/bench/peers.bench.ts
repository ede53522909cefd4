/**
 * The lab against Foolbox, torchattacks and ART: the same two-branch model with the same weights, the same samples,
 * radius, step and steps, all cores, alternating in one run. That all did the same work is checked before anything is
 * printed: logits, robust accuracies, and that nobody left the ball.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { it } from 'vitest';
import { openDataset } from '../../src/engine/data/open';
import { buildCrew, startCrew } from './crew/crew';
import { cores, hasNative, onWorkers } from './devices';
import { extent } from './extent';
import { ownArm, peerArm, type Arm, type Setting } from './peers/arms';
import { compete, type Contest } from './peers/contest';
import type { OwnWork } from './peers/own-worker';
import { startPeers } from './peers/peer-process';
import { pythonEnvironment } from './peers/python-environment';
import { chosenRadius, cleanCorrect, exportSamples, predicted } from './peers/samples';
import { openReport } from './report';
import { trainTwoViews } from './two-views/prepare';

const SAMPLES = extent(256, 128);
const VALIDATION = extent(256, 64);
const ROUNDS = extent(3, 1);
const TOLERANCE = 1e-3;
const common = { steps: 20, relativeStep: 0.125, draws: 20, batch: 64 };

it('the lab against its peers', async () => {
  const python = await pythonEnvironment();
  const trained = await trainTwoViews();
  const report = openReport('peers');
  const dataset = await openDataset(trained.dataset);
  const program = await buildCrew('test/bench/peers/own-worker.ts');
  const isBuilt = await hasNative();
  const devices = [
    onWorkers('wasm', 'wasm', cores),
    ...(isBuilt ? [onWorkers('native', 'tensorflow-cpu', cores)] : []),
  ];
  const crews = await Promise.all(
    devices.map(async (device) => ({
      ...device,
      crew: await startCrew<OwnWork>(program, { ...trained, device: device.device }, device.threads, device.hosting),
    })),
  );
  const [{ crew: first }] = crews;
  const rows = await cleanCorrect(first, dataset, 'test', SAMPLES, common.batch);
  const validation = await cleanCorrect(first, dataset, 'validation', VALIDATION, common.batch);
  const { epsilon, tried } = await chosenRadius(first, { ...common, rows: validation });

  const folder = path.resolve('.cache/bench/peers');
  await mkdir(folder, { recursive: true });
  const samples = path.join(folder, 'samples.safetensors');
  await exportSamples(dataset, rows, samples);
  const peers = await startPeers(python, { weights: trained.weights, samples, threads: cores });
  try {
    const theirs = await peers.logits();
    for (const { title, crew } of crews) {
      refuseOther(title, await predicted(crew, rows, common.batch), theirs);
    }
    const setting: Setting = { ...common, epsilon, rows };
    const own = (stopping: Arm['stopping']): readonly Arm[] =>
      crews.map(({ title, device, crew }) => ownArm(title, device === 'wasm' ? 'wasm' : 'native', crew, stopping));
    const attackers = (['Foolbox', 'torchattacks', 'ART'] as const).map((library) => peerArm(library, peers));
    const questioners = (['Foolbox', 'PyTorch'] as const).map((library) => peerArm(library, peers));
    const contests: readonly Contest[] = [
      {
        title: 'PGD-20 to the same robust accuracy: the lab lets go of what is broken',
        ...{ attack: 'pgd', arms: [...own('active set'), ...attackers], targets: { native: 2, wasm: 1 } },
        disagreement: null,
      },
      {
        title: 'PGD-20 raw: all samples through all steps',
        ...{ attack: 'pgd', arms: [...own('none'), ...attackers], targets: { native: 1, wasm: 0.7 } },
        disagreement: null,
      },
      {
        title: 'FGSM',
        ...{ attack: 'fgsm', arms: [...own('none'), ...attackers], targets: { native: 1, wasm: 0.7 } },
        disagreement: 0.01,
      },
      {
        title: `Queries, forward only: ${common.draws} random perturbations of every image`,
        ...{ attack: 'noise', arms: [...own('none'), ...questioners], targets: { native: 1.5, wasm: 1 } },
        disagreement: null,
      },
    ];
    const tables: Record<string, readonly object[]> = {};
    for (const contest of contests) tables[contest.title] = await compete(contest, setting, ROUNDS);
    await report.store(tables, {
      ...{ ...common, samples: rows.length, epsilon: `${Math.round(255 * epsilon)}/255`, validation: tried },
      ...{ cleanAccuracy: trained.accuracy, native: isBuilt ? 'measured' : 'not built' },
      peers: { ...peers.versions, input: 'both pictures stacked into one tensor: the peers know no modalities' },
    });
  } finally {
    await peers.close();
    await Promise.all(crews.map(({ crew }) => crew.close()));
  }
});

function refuseOther(title: string, own: readonly Float32Array[], theirs: readonly (readonly number[])[]): void {
  const differences = own.flatMap((logits, row) => [...logits].map((value, at) => Math.abs(value - theirs[row][at])));
  const largest = Math.max(...differences);
  if (!(largest <= TOLERANCE)) throw new Error(`${title}: logits differ from PyTorch’s by ${largest}.`);
}
