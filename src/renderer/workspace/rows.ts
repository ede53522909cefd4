import type {
  Decision,
  Draft,
  LayoutEntry,
  Member,
  Note,
  Preset,
  Project,
  Stamp,
  Star,
  Tag,
  WorkspaceRows,
} from '../../shared/window/workspace';

/** The tables that are mirrored into the lab folder, and their rows. */
export interface Rows {
  readonly projects: Project;
  readonly members: Member;
  readonly drafts: Draft;
  readonly presets: Preset;
  readonly notes: Note;
  readonly tags: Tag;
  readonly stars: Star;
  readonly decisions: Decision;
  readonly layout: LayoutEntry;
}
export type TableName = keyof Rows;
export type RowKey = string | string[];

/** A row as its author gives it; the database adds the stamp. */
export type Unstamped<Row> = Omit<Row, keyof Stamp>;

export const tableNames = [
  'projects',
  'members',
  'drafts',
  'presets',
  'notes',
  'tags',
  'stars',
  'decisions',
  'layout',
] as const;

/** The primary key of a row, as the database's schema has it. */
export const keyOf: { readonly [Name in TableName]: (row: Unstamped<Rows[Name]>) => RowKey } = {
  projects: ({ id }) => id,
  members: ({ project, kind, id }) => [project, kind, id],
  drafts: ({ id }) => id,
  presets: ({ id }) => id,
  notes: ({ kind, id }) => [kind, id],
  tags: ({ kind, id, tag }) => [kind, id, tag],
  stars: ({ kind, id }) => [kind, id],
  decisions: ({ run, flag }) => [run, flag],
  layout: ({ key }) => key,
};

/** The primary key as text: equal keys, equal texts. */
export function keyTextOf<Name extends TableName>(name: Name, row: Unstamped<Rows[Name]>): string {
  return JSON.stringify(keyOf[name](row));
}

/** What stays of a removed row: its key and its name, and nothing that takes space. */
export const emptied: { readonly [Name in TableName]: (row: Rows[Name]) => Rows[Name] } = {
  projects: (row) => row,
  members: (row) => row,
  drafts: (row) => ({ ...row, content: null }),
  presets: (row) => ({ ...row, attacks: [], degradations: [], requirements: [] }),
  notes: (row) => ({ ...row, text: '' }),
  tags: (row) => row,
  stars: (row) => row,
  decisions: (row) => ({ ...row, reason: '' }),
  layout: (row) => ({ ...row, value: null }),
};

export const emptyContent: WorkspaceRows = {
  format: 'muroan.workspace-rows',
  formatVersion: 4,
  projects: [],
  members: [],
  drafts: [],
  presets: [],
  notes: [],
  tags: [],
  stars: [],
  decisions: [],
  layout: [],
};

/** What the compiler cannot see: a table's rows are of the type that its name stands for. */
export function rowsOf<Name extends TableName>(content: WorkspaceRows, name: Name): readonly Rows[Name][] {
  return content[name] as unknown as readonly Rows[Name][];
}
