import Dexie from 'dexie';
import { expect, it } from 'vitest';
import { readContent } from '../../../src/renderer/workspace/content';
import { databaseName } from '../../../src/renderer/workspace/database';
import { openWorkspace } from '../../../src/renderer/workspace/open';
import { emptyContent } from '../../../src/renderer/workspace/rows';
import { versions } from '../../../src/renderer/workspace/versions';
import type { LabApi } from '../../../src/shared/lab-channel/lab-api';
import { WorkspaceRows } from '../../../src/shared/window/workspace';
import { newDatabase } from './databases';

const stamp = { revision: 3, changedAt: '2026-01-01T00:00:00.000Z', removed: false };

const mirrored = {
  projects: [{ id: 'p', name: 'Project', createdAt: '2026-01-01T00:00:00.000Z', ...stamp }],
  members: [{ project: 'p', kind: 'run', id: 'r', ...stamp }],
  drafts: [{ id: 'd', kind: 'study', project: null, title: 'Draft', content: { any: [1, null] }, ...stamp }],
  notes: [{ kind: 'run', id: 'r', text: 'note', ...stamp }],
  tags: [{ kind: 'run', id: 'r', tag: 'baseline', ...stamp }],
  stars: [{ kind: 'run', id: 'r', ...stamp }],
  layout: [
    { key: 'preferences', value: { units: 'fraction' }, ...stamp },
    { key: 'decisions r', value: [{ flag: 'f', accepted: true, reason: 'Known.' }], ...stamp },
  ],
};
const presets = [{ id: 'q', project: null, name: 'Preset', attacks: [{ name: 'fgsm' }], requirements: [], ...stamp }];
/** The same as the newest version keeps it. */
const newest = {
  ...mirrored,
  decisions: [{ run: 'r', flag: 'f', accepted: true, reason: 'Known.', ...stamp }],
  layout: mirrored.layout.slice(0, 1),
};
const newestPresets = presets.map((preset) => ({ ...preset, degradations: [] }));

const index = {
  runs: [
    {
      id: 'r',
      name: 'run',
      state: 'finished',
      createdAt: '2026-01-01T00:00:00.000Z',
      measured: { appVersion: '1', datasetHash: 'd', analysisVersion: 1 },
    },
  ],
  cells: [{ run: 'r', cell: 'c', kind: 'clean', model: 'concat', attack: null, accuracy: { value: 0.9 } }],
};
const figures = [{ run: 'r', figures: [{ model: 'concat', trainingSeed: 1, estimate: { value: 0.9 } }] }];
/** The first version of which the runs of the index are kept. */
const indexSince = 3;
/** The first that has presets. */
const presetsSince = 4;

/** Rows as a window of each version wrote them; never changed once that version is released. */
const rowsOf: Readonly<Record<number, Readonly<Record<string, readonly object[]>>>> = {
  1: mirrored,
  2: {
    ...mirrored,
    ...index,
  },
  3: { ...mirrored, ...index },
  4: { ...mirrored, ...index, presets },
  5: { ...newest, ...index, presets },
  6: { ...newest, ...index, presets: newestPresets },
  7: { ...newest, runs: index.runs, figures, presets: newestPresets },
};

async function openAt(version: number, name: string): Promise<Dexie> {
  const old = new Dexie(name);
  for (const each of versions.filter((one) => one.version <= version)) {
    const declared = old.version(each.version).stores({ ...each.stores });
    if (each.upgrade !== undefined) declared.upgrade(each.upgrade);
  }
  return old.open();
}

it('every version but the newest has rows to be migrated', () => {
  expect(Object.keys(rowsOf).map(Number)).toEqual(versions.slice(0, -1).map(({ version }) => version));
});

it.each(versions.slice(0, -1).map(({ version }) => version))(
  'version %i opens as the newest, rows kept',
  async (version) => {
    const labId = `old-${String(version)}`;
    const old = await openAt(version, databaseName(labId));
    for (const [table, rows] of Object.entries(rowsOf[version])) await old.table(table).bulkAdd([...rows]);
    old.close();

    const database = newDatabase(labId);
    await database.open();
    expect(database.verno).toBe(versions.at(-1)?.version);
    const content = await readContent(database);
    expect(WorkspaceRows.parse(content)).toEqual({
      ...emptyContent,
      ...newest,
      presets: version < presetsSince ? [] : newestPresets,
    });
    // An index of before says less than it must: it is made anew from the lab. Runs that it lists are shown meanwhile.
    const kept = version < indexSince ? [] : index.runs.map((run) => ({ ...run, measured: null, outcome: null }));
    expect(await database.runs.toArray()).toEqual(kept);
    expect(await database.figures.count()).toBe(0);
    expect(database.tables.map(({ name }) => name)).not.toContain('cells');
  },
);

it('a workspace of a newer version is refused, and stays as it is', async () => {
  const name = databaseName('newer');
  const newer = new Dexie(name);
  const newest = versions.at(-1)?.version ?? 0;
  newer.version(newest + 1).stores({ projects: 'id', unknown: 'id' });
  await newer.table('projects').add(mirrored.projects[0]);
  newer.close();
  await expect(openWorkspace(labCalled('newer'))).rejects.toMatchObject({ code: 'unsupported' });
  await newer.open();
  expect(await newer.table('projects').toArray()).toEqual(mirrored.projects);
  expect(newer.backendDB().version).toBe(10 * (newest + 1));
  await newer.delete();
});

function labCalled(labId: string): LabApi {
  return { request: () => Promise.resolve({ labId }) } as unknown as LabApi;
}
