import path from 'node:path';
import { shortId } from '../../shared/identity';

/** Where things are in a lab folder. The only place that knows. */
export const layout = {
  description: (lab: string) => path.join(lab, 'lab.json'),
  lock: (lab: string) => path.join(lab, 'lock'),
  workspace: (lab: string) => path.join(lab, 'workspace.json'),
  /** What was read of runs to list them; may be deleted. */
  summaries: (lab: string) => path.join(lab, 'summaries.json'),

  datasets: (lab: string) => path.join(lab, 'data'),
  dataset: (lab: string, name: string) => path.join(lab, 'data', name),

  models: (lab: string) => path.join(lab, 'models'),
  model: (lab: string, id: string) => path.join(lab, 'models', shortId(id)),

  /** Pretrained encoders that people brought. */
  weights: (lab: string) => path.join(lab, 'weights'),
  weightsOf: (lab: string, hash: string) => path.join(lab, 'weights', shortId(hash)),

  runs: (lab: string) => path.join(lab, 'runs'),
  run: (lab: string, id: string) => path.join(lab, 'runs', id),

  /** What is being taken out of an archive: laid out as a lab folder, below a folder of its own. */
  arrivals: (lab: string) => path.join(lab, 'arrivals'),
  arrival: (lab: string, id: string) => path.join(lab, 'arrivals', id),

  /** What was dropped on a window in a browser, on its way into the lab; each below a folder of its own. */
  drops: (lab: string) => path.join(lab, 'drops'),
  drop: (lab: string, id: string) => path.join(lab, 'drops', id),

  /** What waits to be fetched on its way out; each below a folder of its own. */
  departures: (lab: string) => path.join(lab, 'departures'),

  trash: (lab: string) => path.join(lab, 'trash'),
  trashed: (lab: string, id: string) => path.join(lab, 'trash', id),
} as const;

/** Files of a model folder. `spec` and `checkpoint` are there only while it is being trained. */
export const modelFiles = {
  description: (folder: string) => path.join(folder, 'model.json'),
  weights: (folder: string) => path.join(folder, 'weights.safetensors'),
  /** Low-rank adapters by themselves; there only of a model that has some. */
  adapters: (folder: string) => path.join(folder, 'adapters.safetensors'),
  /** What people call it; there only where somebody has named it. */
  name: (folder: string) => path.join(folder, 'name.json'),
  /** What was learned of it on this machine's devices; may be deleted. */
  devices: (folder: string) => path.join(folder, 'devices.json'),
  checkpoint: (folder: string) => path.join(folder, 'checkpoint.safetensors'),
  spec: (folder: string) => path.join(folder, 'spec.json'),
} as const;

/** Files of a folder of pretrained weights. */
export const weightsFiles = {
  description: (folder: string) => path.join(folder, 'weights.json'),
  tensors: (folder: string) => path.join(folder, 'weights.safetensors'),
} as const;

/** Of a folder in the trash: what it is, and the thing itself. */
export const trashFiles = {
  description: (folder: string) => path.join(folder, 'trash.json'),
  content: (folder: string) => path.join(folder, 'content'),
} as const;

/** Files of a run folder. */
export const runFiles = {
  description: (folder: string) => path.join(folder, 'run.json'),
  /** Manifest of the data the run was computed on: the data set itself may be replaced later. */
  dataset: (folder: string) => path.join(folder, 'dataset.json'),
  records: (folder: string) => path.join(folder, 'records.jsonl'),
  /** Damaged lines that a repair took out of the records, as they were. */
  damagedRecords: (folder: string) => path.join(folder, 'records.damaged.jsonl'),
  /** What attacks made of some samples; there only where the plan asks for it. */
  inputs: (folder: string) => path.join(folder, 'inputs.jsonl'),
  events: (folder: string) => path.join(folder, 'events.jsonl'),
  /** What its engine did and met; may be deleted. */
  log: (folder: string) => path.join(folder, 'log.jsonl'),
  /** What its cells took; may be deleted. */
  costs: (folder: string) => path.join(folder, 'costs.json'),
  /** How a live engine has the run, with the token of its lab lock; gone when none has. */
  engine: (folder: string) => path.join(folder, 'engine'),
} as const;

/** In the folder of a run that came from another lab: what a model was there, whatever the model of this id is here. */
export function broughtModelFile(folder: string, model: string): string {
  return path.join(folder, 'models', `${shortId(model)}.json`);
}
