import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { canonicalJson, hashOf } from '../identity';
import { SampleRecord } from '../records/record';
import { withoutDefaults } from '../json/without-defaults';

const Hash = z.string().regex(/^[0-9a-f]{64}$/);

/** What one part of a report was made from, by hashes of its content. Older reports lack what is optional. */
export const RunHashes = z.strictObject({
  run: z.string(),
  name: z.string(),
  planHash: Hash,
  /** Of the whole of `run.json`. */
  description: Hash.optional(),
  events: z.strictObject({ count: z.int().min(0), hash: Hash }).optional(),
  records: z.strictObject({ count: z.int().min(0), hash: Hash }),
  /** `hash` is of the data itself, `description` of what the run holds about it: `dataset.json`. */
  dataset: z.strictObject({ name: z.string(), hash: Hash, description: Hash.optional() }),
  models: z.array(z.strictObject({ id: Hash, title: z.string(), weightsHash: Hash, description: Hash.optional() })),
});
export type RunHashes = z.infer<typeof RunHashes>;

/** As reports of this version carry them. */
export interface WholeRunHashes extends RunHashes {
  readonly description: string;
  readonly events: NonNullable<RunHashes['events']>;
}

/** What a report carries within itself for `muroan report verify`. */
export const ReportHashes = z.strictObject({
  format: z.literal('muroan.report'),
  formatVersion: z.literal(1),
  /** When the report was made. */
  createdAt: z.iso.datetime(),
  runs: z.array(RunHashes).min(1),
});
export type ReportHashes = z.infer<typeof ReportHashes>;

/** Id of the element of an HTML report that holds them as JSON. */
export const hashesElement = 'report-hashes';

/** SHA-256, in hex, of a parsed value without the fields that hold a default, so that a newer lab finds the same. */
export function contentHash(schema: z.ZodType, value: unknown): string {
  return hashOf(withoutDefaults(schema, value));
}

/**
 * SHA-256, in hex, of a run's records as a set: of their canonical JSON, one line each, in the order of the lines.
 * Fields that hold a default are left out, so that a newer lab finds the same hash.
 */
export function recordsHash(records: readonly SampleRecord[]): string {
  const lines = records.map((record) => canonicalJson(withoutDefaults(SampleRecord, record))).sort();
  const hash = sha256.create();
  for (const line of lines) hash.update(utf8ToBytes(`${line}\n`));
  return bytesToHex(hash.digest());
}
