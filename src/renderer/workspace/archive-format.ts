import { z } from 'zod';
import type { FileFormat } from '../../shared/json/json-file';
import { texts } from '../texts/catalogue';

export const manifestFile = 'manifest.json';
export const workspaceFile = 'workspace.json';
export const plansFile = 'plans.json';

/** What a file has to be to be the one that was exported. */
const Checksum = z.strictObject({ bytes: z.int().min(0), sha256: z.string().length(64) });
export type Checksum = z.infer<typeof Checksum>;

/** `manifest.json` of a project archive: what it holds, and the checksum of every other file in it. */
export const ProjectManifest = z.strictObject({
  format: z.literal('muroan.project'),
  formatVersion: z.literal(4),
  appVersion: z.string(),
  exportedAt: z.iso.datetime(),
  project: z.string(),
  /** By name in the archive; besides these two, files of runs. */
  files: z.object({ [workspaceFile]: Checksum, [plansFile]: Checksum }).catchall(Checksum),
});
export type ProjectManifest = z.infer<typeof ProjectManifest>;

export const manifestFormat = {
  schema: ProjectManifest,
  whenNewer: texts.workspace.archive.openNewer,
  // Version 2 brought files of runs, version 3 their logs, version 4 models made elsewhere and pretrained weights.
  migrations: [(content) => content, (content) => content, (content) => content],
} as const satisfies FileFormat<typeof ProjectManifest>;
