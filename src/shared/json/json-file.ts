import type { z } from 'zod';
import { LabError } from '../errors';
import { refuseDeep } from './json-depth';
import { jsonFault } from './json-fault';
import { parse } from '../parse';

/** Schema of a file: an object that names its format and the newest version of it. */
export type FileSchema = z.ZodObject<{
  format: z.ZodLiteral<string>;
  formatVersion: z.ZodLiteral<number>;
}>;

type Content = Readonly<Record<string, unknown>>;

/** A kind of JSON file that this app writes. */
export interface FileFormat<Schema extends FileSchema> {
  /** Of the newest version; its field `formatVersion` says which that is. */
  readonly schema: Schema;
  /** What to do with a file of a newer version. */
  readonly whenNewer: string;
  /** The first turns content of version 1 into that of version 2, and so on; none where there is one version only. */
  readonly migrations?: readonly ((content: Content) => Content)[];
}

/**
 * The value that JSON text stands for; a byte order mark before it is passed over.
 *
 * @param where the file it comes from
 * @throws LabError `invalid` for what is no JSON, or nested too deeply
 */
export function parseJson(given: string, where: string): unknown {
  const value = valueOf(given.replace(/^\uFEFF/, ''), where);
  refuseDeep(value, where);
  return value;
}

function valueOf(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new LabError('invalid', jsonFault(text, (error as SyntaxError).message), {
      where,
      remedy: 'Correct it; every text and name in JSON stands in double quotes, and no comma ends a list.',
    });
  }
}

/**
 * Checks what a file of a known format holds. Content of an older version is brought to the newest first.
 *
 * @param what name of the file, as its author knows it
 * @throws LabError `unsupported` for a file of a newer app, `invalid` for anything else that does not fit
 */
export function parseFile<Schema extends FileSchema>(
  value: unknown,
  { schema, whenNewer, migrations = [] }: FileFormat<Schema>,
  what: string,
): z.output<Schema> {
  const { format, formatVersion } = schema.shape;
  const newest = formatVersion.value;
  const found = versionOf(value, format.value);
  if (found === null) return parse(schema, value, what);
  if (found > newest) {
    throw new LabError(
      'unsupported',
      `has format version ${String(found)}, written by a newer MUROAN Lab; this one reads up to version ${String(newest)}.`,
      { where: what, remedy: whenNewer },
    );
  }
  const content = migrations
    .slice(found - 1)
    .reduce<Content>(
      (older, migrate, index) => ({ ...migrate(older), formatVersion: found + index + 1 }),
      value as Content,
    );
  return parse(schema, content, what);
}

/** The version of content that says to be of this format; null for anything else. */
function versionOf(value: unknown, format: string): number | null {
  const content = (value ?? {}) as { readonly format?: unknown; readonly formatVersion?: unknown };
  const version = content.formatVersion;
  return content.format === format && Number.isInteger(version) && Number(version) >= 1 ? Number(version) : null;
}
