/** What somebody waits for with the mouse in the hand: done by a worker of its own, beside a running study. */
import { budgetIndices, type AttackChoice } from '../../shared/attacks/attack';
import type { DatasetManifest } from '../../shared/data/dataset';
import { LabError } from '../../shared/errors';
import type { Region } from '../../shared/data/modality';
import { blackBoxLimit } from '../../shared/planning/black-box-limits';
import type { ParsedParams } from '../../shared/protocol';
import type { ModelDescription } from '../../shared/models/model-description';
import { oneOf } from '../../shared/text/wording';
import { layout } from '../lab/layout';
import { runCancellable } from '../study/cancellable-job';
import { checkAttack } from '../study/attack-faults';
import { unlessAborted } from '../../shared/unless-aborted';
import type { EngineContext, HandlersOf } from './context';
import { modelOnItsData } from './model-on-its-data';
import { checkOneAnswer } from './one-answer';

export const attackRequests: HandlersOf<'attack'> = {
  'attack.trace': async ({ model: given, sample, attack, seed }, engine, { signal, onWarning }) => {
    const { lab, devices, datasets } = engine;
    const model = await modelOnItsData(engine, given);
    checkOneAnswer(model);
    const dataset = await datasets.open(lab.folder, model.spec.dataset);
    checkOn(model, attack, dataset.manifest);
    const job = {
      kind: 'trace',
      attack,
      model: layout.model(lab.folder, model.id),
      dataset: layout.dataset(lab.folder, model.spec.dataset),
      row: dataset.rowOf(sample),
      seed,
    } as const;
    return (await runCancellable(await unlessAborted(devices.interactive(onWarning), signal), job, { signal })).trace;
  },
  'attack.change': async (params, engine, { signal, onWarning }) => {
    const job = { kind: 'change', ...(await gradientAttack(params, engine)) } as const;
    const pool = await unlessAborted(engine.devices.interactive(onWarning), signal);
    return (await runCancellable(pool, job, { signal })).change;
  },
  'attack.steps': async (params, engine, { signal, onWarning }) => {
    checkOneAnswer(await modelOnItsData(engine, params.model));
    const job = { kind: 'steps', ...(await gradientAttack(params, engine)) } as const;
    const pool = await unlessAborted(engine.devices.interactive(onWarning), signal);
    return (await runCancellable(pool, job, { signal })).steps;
  },
};

/** A gradient attack on one sample, checked, as a worker is told of it. */
async function gradientAttack(
  { model: given, sample, attack, budget, seed }: ParsedParams<'attack.change'>,
  engine: EngineContext,
) {
  const { lab, datasets } = engine;
  const model = await modelOnItsData(engine, given);
  const dataset = await datasets.open(lab.folder, model.spec.dataset);
  checkOn(model, attack, dataset.manifest);
  checkBudget(attack, budget);
  return {
    attack,
    budget,
    model: layout.model(lab.folder, model.id),
    dataset: layout.dataset(lab.folder, model.spec.dataset),
    row: dataset.rowOf(sample),
    seed,
  };
}

export const playRequests: HandlersOf<'play'> = {
  'play.predict': async ({ model: given, sample, regions, mute, fills }, engine, { signal, onWarning }) => {
    const { lab, devices } = engine;
    const model = await modelOnItsData(engine, given);
    checkOneAnswer(model);
    regions.forEach((region, index) => {
      checkRegion(region, `regions[${index}]`, model);
    });
    mute.forEach((modality, index) => {
      if (!(modality in model.modalities)) throw noModality(modality, `mute[${index}]`, model);
    });
    const job = {
      kind: 'play',
      model: layout.model(lab.folder, model.id),
      dataset: layout.dataset(lab.folder, model.spec.dataset),
      sample,
      removal: { regions, mute, fills },
    } as const;
    return (await runCancellable(await unlessAborted(devices.interactive(onWarning), signal), job, { signal }))
      .prediction;
  },
};

function checkOn({ title, spec, imported }: ModelDescription, attack: AttackChoice, manifest: DatasetManifest): void {
  checkAttack(attack, 'attack', [{ name: title, recipe: spec.recipe }], manifest);
  const reason = imported === undefined ? null : blackBoxLimit(attack, manifest.modalities, imported);
  if (reason === null) return;
  throw new LabError('unsupported', `is "${attack.name}", which ${reason} ("${title}").`, {
    where: 'attack',
    remedy: 'Choose another attack, such as "decoupling", "square" or "hopskipjump".',
  });
}

function checkBudget(attack: AttackChoice, budget: number): void {
  const count = budgetIndices(attack).length;
  if (budget < count) return;
  throw new LabError('invalid', `is ${budget}; the attack has ${count} ${count === 1 ? 'budget' : 'budgets'}.`, {
    where: 'budget',
    remedy: `Give an index from 0 to ${count - 1}.`,
  });
}

function checkRegion({ kind, modality }: Region, where: string, model: ModelDescription): void {
  if (!(modality in model.modalities)) throw noModality(modality, `${where}.modality`, model);
  const { kind: known } = model.modalities[modality];
  if (known === kind) return;
  throw new LabError('invalid', `is "${kind}", but "${modality}" is of the kind "${known}".`, {
    where: `${where}.kind`,
    remedy: `Give a region of the kind "${known}".`,
  });
}

function noModality(given: string, where: string, { modalities }: ModelDescription): LabError {
  return new LabError('invalid', `is "${given}", which this model does not read.`, {
    where,
    remedy: `Give ${oneOf(Object.keys(modalities))}.`,
  });
}
