import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { projectArchive } from '../../../src/renderer/workspace/export-project';
import { readProjectArchive, readRunFiles } from '../../../src/renderer/workspace/import-project';
import { emptyContent } from '../../../src/renderer/workspace/rows';
import { hashOfBytes } from '../../../src/shared/identity';
import { demoPlans } from '../../../src/shared/planning/demo-plans';
import type { WorkspaceRows } from '../../../src/shared/window/workspace';

const stamp = { revision: 1, changedAt: '2026-01-01T00:00:00.000Z', removed: false };
const project = { id: 'p', name: 'Release 4', createdAt: '2026-01-01T00:00:00.000Z', ...stamp };
const content: WorkspaceRows = {
  ...emptyContent,
  projects: [project, { ...project, id: 'q', name: 'Other' }],
  members: [
    { project: 'p', kind: 'run', id: 'mine', ...stamp },
    { project: 'q', kind: 'run', id: 'others', ...stamp },
  ],
  notes: [
    { kind: 'run', id: 'mine', text: 'kept', ...stamp },
    { kind: 'run', id: 'others', text: 'left out', ...stamp },
    { kind: 'project', id: 'p', text: 'of the project', ...stamp },
  ],
  stars: [{ kind: 'run', id: 'mine', ...stamp, removed: true }],
  // Whoever opens an archive decides on warnings themselves.
  decisions: [{ run: 'mine', flag: 'f', accepted: true, reason: 'Forged.', ...stamp }],
  layout: [
    { key: 'preferences', value: {}, ...stamp },
    { key: 'choices report p', value: ['mine'], ...stamp },
    { key: 'choices report q', value: ['others'], ...stamp },
  ],
};
const plans = { mine: demoPlans('quick')[0] };
const parts = { project, content, plans, runFiles: [], appVersion: '1.2.3', exportedAt: '2026-02-03T04:05:06.000Z' };
const archive = await bytesOf(projectArchive(parts, () => Promise.reject(new Error('There is nothing to read.'))));

async function bytesOf(pieces: Promise<readonly Blob[]>): Promise<Uint8Array> {
  return new Uint8Array(await new Blob([...(await pieces)]).arrayBuffer());
}

/** Files of a run, and an archive that holds them. */
const run = '01890000-0000-7000-8000-000000000000';
const bodies = new Map([
  [`runs/${run}/run.json`, new TextEncoder().encode('{}')],
  [`runs/${run}/dataset.json`, new Uint8Array()],
  [`runs/${run}/records.jsonl`, Uint8Array.from({ length: 2_500_000 }, (_, index) => (index * 7919) % 251)],
]);
const runFiles = [...bodies].map(([name, body]) => ({ name, bytes: body.length, sha256: hashOfBytes(body) }));
const withRuns = {
  ...parts,
  content: { ...content, members: [{ project: 'p', kind: 'run' as const, id: run, ...stamp }] },
  runFiles,
};
const pieceOf = (name: string, offset: number) =>
  Promise.resolve(bodies.get(name)?.slice(offset, offset + 1_000_000) ?? new Uint8Array());

/** The archive with one file in it changed. */
function changed(name: string, change: (text: string) => string): Uint8Array {
  const files = unzipSync(archive);
  return zipSync({ ...files, [name]: strToU8(change(new TextDecoder().decode(files[name]))) });
}

/** The archive with one file in it changed, and a manifest that fits it. */
function forged(name: string, text: string): Uint8Array {
  const files = { ...unzipSync(archive), [name]: strToU8(text) };
  const manifest = JSON.parse(new TextDecoder().decode(files['manifest.json'])) as { files: object };
  const checksum = { bytes: files[name].length, sha256: hashOfBytes(files[name]) };
  const fitting = { ...manifest, files: { ...manifest.files, [name]: checksum } };
  return zipSync({ ...files, 'manifest.json': strToU8(JSON.stringify(fitting)) });
}

/** The archive with its manifest's list of files changed. */
function listed(change: (files: Readonly<Record<string, object>>) => object): Uint8Array {
  return changed('manifest.json', (text) => {
    const manifest = JSON.parse(text) as { files: Record<string, object> };
    return JSON.stringify({ ...manifest, files: change(manifest.files) });
  });
}

describe('project archive', () => {
  it('holds what belongs to the project, and comes back', () => {
    const read = readProjectArchive(archive, 'a.zip');
    expect(read.project).toEqual(project);
    expect(read.content.projects).toEqual([project]);
    expect(read.content.members.map(({ id }) => id)).toEqual(['mine']);
    expect(read.content.notes.map(({ text }) => text)).toEqual(['kept', 'of the project']);
    expect(read.content.stars).toEqual([]);
    expect(read.content.layout.map(({ key }) => key)).toEqual(['choices report p']);
    expect(read.plans).toEqual(plans);
  });

  it('brings nothing that is not of its project, though it holds more', () => {
    const workspace = forged('workspace.json', JSON.stringify({ ...content, projects: [project] }));
    const read = readProjectArchive(workspace, 'a.zip').content;
    expect(read.members.map(({ id }) => id)).toEqual(['mine']);
    expect(read.notes.map(({ text }) => text)).toEqual(['kept', 'of the project']);
    expect(read.stars).toEqual([]);
    expect(read.layout.map(({ key }) => key)).toEqual(['choices report p']);
    const others = forged('plans.json', JSON.stringify({ ...plans, others: plans.mine }));
    expect(Object.keys(readProjectArchive(others, 'a.zip').plans)).toEqual(['mine']);
  });

  it('holds the files of its runs, piece by piece, and gives each back', async () => {
    const packed = await bytesOf(projectArchive(withRuns, pieceOf));
    const read = readProjectArchive(packed, 'a.zip');
    expect(read.runFiles).toHaveLength(3);
    expect(read.runFiles).toEqual(expect.arrayContaining(runFiles));
    const hashes = readRunFiles(packed, read.runFiles, 'a.zip').map(hashOfBytes);
    expect(hashes).toEqual(read.runFiles.map(({ sha256 }) => sha256));
    expect(() => readRunFiles(packed, [runFiles[0], { ...runFiles[2], bytes: 5 }], 'a.zip')).toThrow(
      `${runFiles[2].name} in it was changed: its length does not fit`,
    );
    const other = { ...runFiles[0], name: `runs/${run}/events.jsonl` };
    expect(() => readRunFiles(packed, [runFiles[0], other], 'a.zip')).toThrow('is missing');
  });

  it('brings no files of runs that are not of its project', async () => {
    const packed = await bytesOf(projectArchive({ ...withRuns, content }, pieceOf));
    expect(readProjectArchive(packed, 'a.zip').runFiles).toEqual([]);
  });

  it('is not made of a file that changes meanwhile', async () => {
    const shorter = (name: string, offset: number) =>
      offset > 0 ? Promise.resolve(new Uint8Array()) : pieceOf(name, offset);
    await expect(projectArchive(withRuns, shorter)).rejects.toMatchObject({ code: 'conflict' });
  });

  it.each([1, 2, 3])('of version %d is read', (version) => {
    const older = changed('manifest.json', (text) => text.replace('"formatVersion": 4', `"formatVersion": ${version}`));
    expect(readProjectArchive(older, 'a.zip')).toMatchObject({ project, runFiles: [] });
  });

  it.each([
    ['no archive', new Uint8Array([1, 2, 3]), 'damaged', 'is no archive (ZIP), or a damaged one.'],
    ['another archive', zipSync({ 'a.txt': strToU8('a') }), 'damaged', 'manifest.json is missing from it.'],
    [
      'a changed file',
      changed('workspace.json', (text) => text.replace('kept', 'forged')),
      'damaged',
      'workspace.json in it was changed: its checksum does not fit.',
    ],
    [
      'an archive without checksums',
      listed(() => ({})),
      'damaged',
      'holds what does not fit. a.zip.files.workspace.json: is missing. Give an object.\na.zip.files.plans.json: is missing. Give an object.',
    ],
    [
      'an archive with one checksum',
      listed((files) => ({ 'workspace.json': files['workspace.json'] })),
      'damaged',
      'holds what does not fit. a.zip.files.plans.json: is missing. Give an object.',
    ],
    [
      'an archive that lists another file',
      listed((files) => ({ ...files, 'more.json': files['plans.json'] })),
      'damaged',
      expect.stringMatching(/^holds what does not fit\. manifest\.json\[0\]\.name: /u) as string,
    ],
    [
      'a file of another length',
      listed((files) => ({ ...files, 'plans.json': { ...files['plans.json'], bytes: 1 } })),
      'damaged',
      'plans.json in it was changed: its checksum does not fit.',
    ],
    [
      'an archive of two projects',
      forged('workspace.json', JSON.stringify(content)),
      'damaged',
      'is not of one project.',
    ],
    [
      'a row that was changed more often than one can',
      forged(
        'workspace.json',
        JSON.stringify({ ...content, projects: [{ ...project, revision: Number.MAX_SAFE_INTEGER }] }),
      ),
      'damaged',
      'holds what does not fit. workspace.json.projects[0].revision: is 9007199254740991. Give a number of at most 1000000000.',
    ],
    [
      'an archive that is nested by the ten thousand',
      forged('plans.json', `${'['.repeat(100_000)}${']'.repeat(100_000)}`),
      'damaged',
      'holds what does not fit. plans.json: is nested more than 64 levels deep.',
    ],
    [
      'a newer archive',
      changed('manifest.json', (text) => text.replace('"formatVersion": 4', '"formatVersion": 5')),
      'unsupported',
      'has format version 5, written by a newer MUROAN Lab; this one reads up to version 4.',
    ],
    [
      'an archive of something else',
      changed('manifest.json', (text) => text.replace('muroan.project', 'muroan.other')),
      'damaged',
      'is an archive, but not of a project.',
    ],
    [
      'an archive that unpacks too large',
      zipSync({ 'manifest.json': new Uint8Array(33 * 1024 * 1024) }),
      'damaged',
      'is larger than any project archive.',
    ],
  ])('%s is refused and says why', (_, bytes, code, message) => {
    expect(() => readProjectArchive(bytes, 'a.zip')).toThrow(
      expect.objectContaining({ code, message, where: 'a.zip' }),
    );
  });
});
