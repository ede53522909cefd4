import { z } from 'zod';
import { LabError } from '../../shared/errors';
import { parseJson } from '../../shared/json/json-file';
import { LARGEST_WORKSPACE, StoredWorkspace } from '../../shared/window/stored-workspace';
import { writeFileAtomic } from '../files/atomic';
import { readJsonFile } from '../files/json-file';
import { layout } from './layout';

const workspaceFile = {
  schema: z.strictObject({
    format: z.literal('muroan.workspace'),
    formatVersion: z.literal(1),
    ...StoredWorkspace.shape,
  }),
  remedy: 'Restore it from a copy of the lab folder, or remove it: the window then writes its own copy.',
} as const;

/** What the window last kept here; null when it never did. @throws LabError `damaged`, `unsupported` */
export async function readWorkspace(lab: string): Promise<StoredWorkspace | null> {
  const file = await readJsonFile(layout.workspace(lab), workspaceFile);
  return file === null ? null : { revision: file.revision, content: file.content };
}

/**
 * Keeps what the window holds. One at a time: the revision is read, then written.
 *
 * @param base revision that the content was made from; null: there was none
 * @returns the new revision
 * @throws LabError `conflict` when another one was written since; `invalid` for content that is no JSON, too long or nested too deeply
 */
export async function writeWorkspace(lab: string, base: number | null, content: string): Promise<number> {
  refuseUnfit(content);
  const newest = (await readWorkspace(lab))?.revision ?? null;
  if (base !== newest) {
    const was = newest === null ? 'there is none' : `the newest is ${newest}`;
    throw new LabError('conflict', `is ${base ?? 'none'}, but ${was}.`, {
      where: 'base',
      remedy: 'Read the newest workspace, bring the changes together, and write again.',
    });
  }
  const revision = (newest ?? 0) + 1;
  const file: z.infer<typeof workspaceFile.schema> = {
    format: 'muroan.workspace',
    formatVersion: 1,
    revision,
    content,
  };
  await writeFileAtomic(layout.workspace(lab), JSON.stringify(file));
  return revision;
}

function refuseUnfit(content: string): void {
  const bytes = Buffer.byteLength(content);
  if (bytes > LARGEST_WORKSPACE) {
    throw new LabError('invalid', `has ${bytes} bytes; ${LARGEST_WORKSPACE} are the most.`, {
      where: 'content',
      remedy: 'Remove drafts and presets that are not needed any more, or shorten notes.',
    });
  }
  parseJson(content, 'content');
}
