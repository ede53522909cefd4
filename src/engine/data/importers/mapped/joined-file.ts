import type { RowSource } from '../../../../shared/mapping/source';
import { cancelled, LabError } from '../../../../shared/errors';
import { quoted } from '../importer';
import { textOf } from './cell';
import { openRowFile } from './open-file';
import type { FileRow } from './row-file';

type Joined = NonNullable<Extract<RowSource, { kind: 'files' }>['joined']>[number];

/** Rows of a file by their keys, kept in memory; of rows with one key, the first. */
export interface JoinedFile {
  readonly name: string;
  readonly by: string;
  readonly columns: readonly string[];
  /** Null: the file has no such row. */
  rowOf(key: string): FileRow | null;
  close(): Promise<void>;
}

/** @throws LabError `invalid` without the column of keys; as `openRowFile`; `cancelled` */
export async function openJoined(root: string, joined: Joined, signal?: AbortSignal): Promise<JoinedFile> {
  const file = await openRowFile(root, joined.file, { ...joined, signal });
  try {
    if (!file.columns.includes(joined.key)) {
      throw new LabError('invalid', `has no column ${quoted(joined.key)}.`, {
        where: joined.file,
        remedy: 'Name the column that holds the keys.',
      });
    }
    const byKey = new Map<string, FileRow>();
    for await (const row of file.rows()) {
      if (signal?.aborted === true) throw cancelled();
      const key = row.problem === undefined ? await row.cell(joined.key) : undefined;
      const text = key === undefined ? null : textOf(key, joined.key);
      if (text !== null && !byKey.has(text)) byKey.set(text, row);
    }
    return {
      name: joined.file,
      by: joined.by,
      columns: file.columns,
      rowOf: (key) => byKey.get(key) ?? null,
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}
