import { z } from 'zod';
import { Problem, ProblemFault } from './problem';

/** Why a request could not be carried out, in the terms a caller can act on. */
export const LabErrorCode = z.enum([
  'invalid',
  'not-found',
  'conflict',
  'locked',
  'damaged',
  'disk-full',
  'out-of-memory',
  'cancelled',
  'unsupported',
  /** Of work that ended the device it ran on, again and again. */
  'device-lost',
  'internal',
]);
export type LabErrorCode = z.infer<typeof LabErrorCode>;

/** Options of a resumption: results of two devices in one run; damaged records computed again. */
export const ErrorOption = z.enum(['force', 'repair']);
export type ErrorOption = z.infer<typeof ErrorOption>;

/** A run that an error is about, to lead to it. */
const ErrorRun = z.strictObject({ id: z.string(), name: z.string() });
export type ErrorRun = Readonly<z.infer<typeof ErrorRun>>;

export interface LabErrorDetails {
  /** Where: a field path (`plan.attacks[0].steps`), a file, a row. */
  readonly where?: string;
  /** What the person can do about it. */
  readonly remedy?: string;
  /** The option of the same request that gets past it. */
  readonly option?: ErrorOption;
  /** What kind of fault it is, where windows say that in their own words. */
  readonly fault?: ProblemFault;
  /** Everything that is wrong with a value, field by field, where the message tells of more than one thing. */
  readonly problems?: readonly Problem[];
  /** Runs that the message names. */
  readonly runs?: readonly ErrorRun[];
}

/**
 * An error written for the person who reads it: what was wrong (`message`), where, and the remedy.
 * It crosses process borders as plain data (see `toWire`, `fromWire`).
 */
export class LabError extends Error {
  readonly code: LabErrorCode;
  readonly where: string | undefined;
  readonly remedy: string | undefined;
  readonly option: ErrorOption | undefined;
  readonly fault: ProblemFault | undefined;
  readonly problems: readonly Problem[] | undefined;
  readonly runs: readonly ErrorRun[] | undefined;

  constructor(code: LabErrorCode, message: string, details: LabErrorDetails = {}) {
    super(message);
    this.name = 'LabError';
    this.code = code;
    this.where = details.where;
    this.remedy = details.remedy;
    this.option = details.option;
    this.fault = details.fault;
    this.problems = details.problems;
    this.runs = details.runs;
  }

  /** One line: `where: message remedy`. */
  override toString(): string {
    const where = this.where === undefined ? '' : `${this.where}: `;
    const remedy = this.remedy === undefined ? '' : ` ${this.remedy}`;
    return `${where}${this.message}${remedy}`;
  }
}

/**
 * What an error says is wrong, field by field.
 *
 * @param whole the place meant where the error names none; without it, such an error is about no field
 */
export function problemsIn({ problems, where, message, remedy, fault }: LabError, whole?: string): readonly Problem[] {
  if (problems !== undefined) return problems;
  const place = where ?? whole;
  if (place === undefined) return [];
  const text = remedy === undefined ? message : `${message} ${remedy}`;
  return [{ where: place, text, ...(fault === undefined ? {} : { fault }) }];
}

/** An error as it crosses the border between processes. */
export const WireError = z.strictObject({
  code: LabErrorCode,
  message: z.string(),
  where: z.string().exactOptional(),
  remedy: z.string().exactOptional(),
  option: ErrorOption.exactOptional(),
  fault: ProblemFault.exactOptional(),
  problems: z.array(Problem).readonly().exactOptional(),
  runs: z.array(ErrorRun).readonly().exactOptional(),
});
export type WireError = z.infer<typeof WireError>;

export function toWire(error: unknown): WireError {
  if (error instanceof LabError) {
    return {
      code: error.code,
      message: error.message,
      ...(error.where === undefined ? {} : { where: error.where }),
      ...(error.remedy === undefined ? {} : { remedy: error.remedy }),
      ...(error.option === undefined ? {} : { option: error.option }),
      ...(error.fault === undefined ? {} : { fault: error.fault }),
      ...(error.problems === undefined ? {} : { problems: error.problems }),
      ...(error.runs === undefined ? {} : { runs: error.runs }),
    };
  }
  if (isNoSpace(error)) {
    return { code: 'disk-full', message: 'The disk is full.', remedy: 'Free some space, then resume the run.' };
  }
  const refused = refusedPath(error);
  if (refused !== null) return refused;
  return { code: 'internal', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

export function fromWire(wire: WireError): LabError {
  return new LabError(wire.code, wire.message, wire);
}

export function isCancelled(error: unknown): boolean {
  return error instanceof LabError && error.code === 'cancelled';
}

export function cancelled(): LabError {
  return new LabError('cancelled', 'Cancelled.');
}

/** A path that the system refuses is the person's to mend, whichever call met it. */
function refusedPath(error: unknown): WireError | null {
  const { code, path, syscall } = (error ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof path !== 'string') return null;
  switch (code) {
    case 'ENOTDIR':
      return {
        code: 'invalid',
        message: 'leads through a file, where a folder is needed.',
        where: path,
        remedy: 'Give a folder.',
      };
    case 'EACCES':
    case 'EPERM':
      return {
        code: 'invalid',
        message: `is not permitted to you (${code}).`,
        where: path,
        remedy: 'Change its permissions, or give another folder.',
      };
    case 'ENOENT':
      // Where no new folder was asked for, the program may be at fault.
      if (syscall !== 'mkdir') return null;
      return {
        code: 'invalid',
        message: 'cannot be made: the file system takes no new folder there.',
        where: path,
        remedy: 'Give a folder in another place.',
      };
    case 'EROFS':
      return {
        code: 'invalid',
        message: 'lies on a read-only file system.',
        where: path,
        remedy: 'Give a folder that can be written to.',
      };
    default:
      return null;
  }
}

function isNoSpace(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === 'ENOSPC' || code === 'EDQUOT';
}
