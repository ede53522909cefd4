import { z } from 'zod';
import { FlagDecision } from '../reports/report-wishes';

/** What notes, tags and stars can be about. */
export const ItemKind = z.enum(['project', 'dataset', 'model', 'run', 'sample']);
export type ItemKind = z.infer<typeof ItemKind>;

/** Far more than anyone edits a row, and far below where counting by one ends. */
const highestRevision = 1_000_000_000;

/**
 * Every row of the workspace says how often it was changed, so that two copies of the workspace can be merged row by
 * row: the higher revision wins. A removed row stays as an emptied marker, or merging would bring it back.
 */
export const Stamp = z.strictObject({
  revision: z.int().min(1).max(highestRevision),
  changedAt: z.iso.datetime(),
  removed: z.boolean(),
});
export type Stamp = z.infer<typeof Stamp>;

/** The revision that an edit makes of one; 0: of none. At the highest it stays, and the later change wins. */
export function nextRevision(revision: number): number {
  return Math.min(revision + 1, highestRevision);
}

export const Project = z.strictObject({
  id: z.string(),
  name: z.string().trim().min(1).max(80),
  createdAt: z.iso.datetime(),
  ...Stamp.shape,
});
export type Project = z.infer<typeof Project>;

/** One thing of the lab that belongs to a project; it may belong to several. */
export const Member = z.strictObject({
  project: z.string(),
  kind: z.enum(['dataset', 'model', 'run']),
  id: z.string(),
  ...Stamp.shape,
});
export type Member = z.infer<typeof Member>;

/**
 * Something begun and not yet handed to the engine. `content` is what the page that wrote it reads; of a study, the plan as
 * its author writes it, valid or not.
 */
export const Draft = z.strictObject({
  id: z.string(),
  kind: z.enum(['study', 'model', 'comparison', 'report']),
  /** Null: of no project. */
  project: z.string().nullable(),
  title: z.string().max(200),
  content: z.unknown(),
  ...Stamp.shape,
});
export type Draft = z.infer<typeof Draft>;

/**
 * What a person keeps of a study under a name, to begin others with: how models are attacked, what their inputs suffer,
 * and what they have to meet, as a plan's author writes it.
 */
export const Preset = z.strictObject({
  id: z.string(),
  /** Null: of no project. */
  project: z.string().nullable(),
  name: z.string().trim().min(1).max(80),
  attacks: z.array(z.unknown()),
  /** Noise and missing inputs; presets of before kept none. */
  degradations: z.array(z.unknown()).default([]),
  requirements: z.array(z.unknown()),
  ...Stamp.shape,
});
export type Preset = z.infer<typeof Preset>;

export const Note = z.strictObject({ kind: ItemKind, id: z.string(), text: z.string().max(20_000), ...Stamp.shape });
export type Note = z.infer<typeof Note>;

export const Tag = z.strictObject({
  kind: ItemKind,
  id: z.string(),
  tag: z.string().trim().min(1).max(40),
  ...Stamp.shape,
});
export type Tag = z.infer<typeof Tag>;

export const Star = z.strictObject({ kind: ItemKind, id: z.string(), ...Stamp.shape });
export type Star = z.infer<typeof Star>;

/** What was decided about one warning of a run. */
export const Decision = z.strictObject({ run: z.string(), ...FlagDecision.shape, ...Stamp.shape });
export type Decision = z.infer<typeof Decision>;

/** How a person left a table, a page or a preference; whoever reads it checks `value` and falls back. */
export const LayoutEntry = z.strictObject({ key: z.string().max(120), value: z.unknown(), ...Stamp.shape });
export type LayoutEntry = z.infer<typeof LayoutEntry>;

/** The workspace as one text: what the window mirrors into the lab folder. */
export const WorkspaceRows = z.strictObject({
  format: z.literal('muroan.workspace-rows'),
  formatVersion: z.literal(4),
  projects: z.array(Project),
  members: z.array(Member),
  drafts: z.array(Draft),
  presets: z.array(Preset),
  notes: z.array(Note),
  tags: z.array(Tag),
  stars: z.array(Star),
  decisions: z.array(Decision),
  layout: z.array(LayoutEntry),
});
export type WorkspaceRows = z.infer<typeof WorkspaceRows>;
