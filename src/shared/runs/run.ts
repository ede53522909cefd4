import { z } from 'zod';
import { DeviceKind } from '../device';
import { Expansion, StudyPlan } from '../plan/plan';
import { systemIds } from '../models/systems';
import { StoredCheck } from '../samples/stored-input';

/** What happened to a run, appended to `events.jsonl`; its state follows from the last event and the lab's lock. */
export const RunEvent = z.strictObject({
  at: z.iso.datetime(),
  /** `imported`: it came from another lab, after all that is told before. */
  event: z.enum(['created', 'started', 'resumed', 'paused', 'finished', 'cancelled', 'failed', 'imported']),
  appVersion: z.string(),
  device: DeviceKind.nullable(),
  /** The processor or card behind the device, as the system names it. */
  hardware: z.string().nullable().default(null),
  /** Why it failed, or what a resumption found (dropped torn record, other device forced). */
  note: z.string().nullable(),
  /** Of an end: what became of the stored inputs. Absent where none are kept. */
  stored: StoredCheck.optional(),
});
export type RunEvent = z.infer<typeof RunEvent>;

/** What a run was computed on, each once: `wasm on AMD EPYC (2 threads)`. */
export function computedOn(events: readonly RunEvent[]): readonly string[] {
  const named = events.flatMap(({ device, hardware }) =>
    device === null ? [] : [hardware === null ? device : `${device} on ${hardware}`],
  );
  return [...new Set(named)];
}

/** What happened last while a run was computed; undefined: nothing did. */
export function lastOf(events: readonly RunEvent[]): RunEvent['event'] | undefined {
  return events.findLast(({ event }) => event !== 'imported')?.event;
}

/** Versions of the lab that computed a run, each once; not those that only brought it from one lab to another. */
export function computedBy(
  { appVersion }: Pick<RunDescription, 'appVersion'>,
  events: readonly RunEvent[],
): readonly string[] {
  const computed = events.filter(({ event }) => event !== 'imported');
  return [...new Set([appVersion, ...computed.map((event) => event.appVersion)])];
}

/**
 * `queued`, `running`, `paused`: a live engine has it so. `interrupted`: created, not ended, and no live engine has it in
 * its queue.
 */
export const RunState = z.enum(['queued', 'running', 'paused', 'finished', 'cancelled', 'failed', 'interrupted']);
export type RunState = z.infer<typeof RunState>;

/** Does an engine have the run in its queue? */
export function isLive(state: RunState): boolean {
  return state === 'queued' || state === 'running' || state === 'paused';
}

/** Can a run in this state be gone on with? */
export function isResumable(state: RunState): boolean {
  switch (state) {
    case 'interrupted':
    case 'cancelled':
    case 'failed':
      return true;
    case 'queued':
    case 'running':
    case 'paused':
    case 'finished':
      return false;
    default:
      return state satisfies never;
  }
}

/** `run.json`: written once, when the run is created. */
export const RunDescription = z.strictObject({
  format: z.literal('muroan.run'),
  formatVersion: z.literal(1),
  id: z.string(),
  plan: StudyPlan,
  expansion: Expansion.omit({ trainedModels: true }),
  appVersion: z.string(),
  createdAt: z.iso.datetime(),
});
export type RunDescription = z.infer<typeof RunDescription>;

export const RunSummary = z.strictObject({
  id: z.string(),
  name: z.string(),
  state: RunState,
  planHash: z.string(),
  createdAt: z.iso.datetime(),
  records: z.int().min(0),
  recordsExpected: z.int().min(0),
  device: DeviceKind.nullable(),
  /** Published systems that it is about. */
  systems: z.array(z.enum(systemIds)).readonly(),
  /** The subject that its plan compares the others with; null: none. */
  reference: z.string().nullable(),
});
export type RunSummary = z.infer<typeof RunSummary>;
