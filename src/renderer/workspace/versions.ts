import type { Transaction } from 'dexie';
import { decisionsOfLayout, layoutOfDecisions } from './decisions-of-layout';

/** One version of the database: its tables by primary key and indices, and how rows of the version before become its own. */
export interface DatabaseVersion {
  readonly version: number;
  /** Tables that are new or whose keys change; null for those that are gone. */
  readonly stores: Readonly<Record<string, string | null>>;
  readonly upgrade?: (transaction: Transaction) => Promise<void>;
}

/**
 * All versions, oldest first; none is ever changed once released. Each is tested by opening the database at it, with
 * rows in it, and then at the newest (test/renderer/workspace).
 */
export const versions: readonly DatabaseVersion[] = [
  {
    version: 1,
    stores: {
      projects: 'id',
      members: '[project+kind+id], [kind+id]',
      drafts: 'id, kind',
      notes: '[kind+id], kind',
      tags: '[kind+id+tag], kind',
      stars: '[kind+id], kind',
      layout: 'key',
    },
  },
  {
    // The index of runs: what can be made anew from the lab.
    version: 2,
    stores: { runs: 'id, createdAt', cells: '[run+cell], run' },
  },
  {
    // Removed shares, and what runs were measured with: the index is made anew.
    version: 3,
    stores: {},
    upgrade: async (transaction) => {
      await transaction.table('runs').clear();
      await transaction.table('cells').clear();
    },
  },
  { version: 4, stores: { presets: 'id' } },
  {
    // A row for each decision on a warning: those of a run were one row, of which two windows could each write a half.
    version: 5,
    stores: { decisions: '[run+flag], run' },
    upgrade: async (transaction) => {
      const layout: unknown[] = await transaction.table('layout').toArray();
      await transaction.table('decisions').bulkPut([...decisionsOfLayout(layout)]);
      await transaction.table('layout').bulkDelete([...layoutOfDecisions(layout)]);
    },
  },
  {
    // Noise and missing inputs of presets.
    version: 6,
    stores: {},
    upgrade: async (transaction) => {
      await transaction
        .table<{ degradations?: unknown }>('presets')
        .toCollection()
        .modify((preset) => {
          preset.degradations ??= [];
        });
    },
  },
  {
    // All figures of a run in one row, with how far they may be used, instead of a row per cell: they are read anew. The
    // runs stay, so that their table stands at once.
    version: 7,
    stores: { cells: null, figures: 'run' },
    upgrade: async (transaction) => {
      await transaction
        .table<{ measured: unknown }>('runs')
        .toCollection()
        .modify((run) => {
          run.measured = null;
        });
    },
  },
  {
    // What the requirements of a run came to: runs are read anew, and stay listed meanwhile.
    version: 8,
    stores: {},
    upgrade: async (transaction) => {
      await transaction.table('figures').clear();
      await transaction
        .table<{ measured: unknown; outcome?: unknown }>('runs')
        .toCollection()
        .modify((run) => {
          run.measured = null;
          run.outcome = null;
        });
    },
  },
];
