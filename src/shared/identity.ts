import canonicalize from 'canonicalize';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { v7 } from 'uuid';

/** RFC 8785 canonical JSON. Throws on values JSON cannot hold (NaN, functions, cycles). */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('Only JSON values have a canonical form.');
  return text;
}

/** SHA-256, in hex, of the canonical JSON of a value: the identity of plans, cells and model specifications. */
export function hashOf(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(value))));
}

/** SHA-256, in hex, of bytes: the identity of data columns and weights. */
export function hashOfBytes(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}

/** Time-ordered id of a run (UUIDv7). */
export function newRunId(): string {
  return v7();
}

/** The first characters of a hash or id, enough to name a thing in a lab folder without doubt. */
export function shortId(id: string): string {
  return id.slice(0, 12);
}
