const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const LIST = { opens: 0x5b, closes: 0x5d } as const;
const OBJECT = { opens: 0x7b, closes: 0x7d } as const;
const MARK = [0xef, 0xbb, 0xbf];
const BLANKS: readonly number[] = [0x20, 0x09, 0x0a, 0x0d];

/** What is kept of one entry or value. */
export interface PieceLimits {
  /** Bytes. */
  readonly longest: number;
  /** Lists and objects in one another. */
  readonly deepest: number;
}

/** One part of a JSON text, at its top or in a list at its top. */
export interface Piece {
  /** `list`: one begins; `entry`: of the list that began last; `value`: of a field, no list. */
  readonly kind: 'list' | 'entry' | 'value';
  /** Field of the object at the top; null in a list at the top. */
  readonly field: string | null;
  readonly isObject: boolean;
  /** Undefined of a list, and of what goes beyond the limits: `problem` says which. */
  readonly value?: unknown;
  readonly problem?: string;
}

/** What is no JSON in UTF-8. */
export class JsonFault extends Error {
  constructor(
    /** Bytes before the place. */
    readonly at: number,
  ) {
    super(`No JSON at byte ${String(at)}.`);
  }
}

type Expects = 'top' | 'key' | 'value' | 'entry' | 'after list' | 'end';

/**
 * Splits JSON (RFC 8259) that comes in chunks into the entries of its list, or of the lists of its object, so that only one of
 * them is in memory. Where one ends is told by strings and brackets; each is then parsed by itself.
 */
export class JsonPieces {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  #expects: Expects = 'top';
  #field: string | null = null;
  /** Whether a list or object that has just begun may end at once. */
  #isFirst = true;
  #at = 0;
  #kept: Uint8Array[] = [];
  #length = 0;
  #began = -1;
  #opens = 0;
  #depth = 0;
  #deepest = 0;
  #isText = false;
  #isEscaped = false;

  constructor(private readonly limits: PieceLimits) {}

  /** @throws JsonFault */
  push(chunk: Uint8Array): readonly Piece[] {
    const pieces: Piece[] = [];
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (this.#began === -1) {
        if (BLANKS.includes(byte) || this.#isMark(byte, at)) continue;
        if (!this.#begins(byte, this.#at + at, pieces)) continue;
        from = at;
      }
      if (this.#isText) {
        if (this.#isEscaped) this.#isEscaped = false;
        else if (byte === BACKSLASH) this.#isEscaped = true;
        else if (byte === QUOTE) this.#isText = false;
      } else if (byte === QUOTE) this.#isText = true;
      else if (byte === LIST.opens || byte === OBJECT.opens) {
        this.#depth += 1;
        this.#deepest = Math.max(this.#deepest, this.#depth);
      } else if (this.#depth > 0) {
        if (byte === LIST.closes || byte === OBJECT.closes) this.#depth -= 1;
      } else if (this.#ends(byte)) {
        this.#keep(chunk.subarray(from, at));
        this.#end(byte, this.#at + at, pieces);
      }
    }
    if (this.#began !== -1) this.#keep(chunk.subarray(from));
    this.#at += chunk.length;
    return pieces;
  }

  /** @throws JsonFault for text that is cut short */
  close(): void {
    if (this.#expects !== 'end') throw new JsonFault(this.#at);
  }

  #isMark(byte: number, at: number): boolean {
    return this.#expects === 'top' && this.#at + at < MARK.length && byte === MARK[this.#at + at];
  }

  /** A byte that is no blank, where nothing has begun. @returns whether something does with it that is kept */
  #begins(byte: number, at: number, pieces: Piece[]): boolean {
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    switch (this.#expects) {
      case 'top':
        if (byte !== LIST.opens && byte !== OBJECT.opens) throw new JsonFault(at);
        if (byte === LIST.opens) this.#beginList(pieces);
        else {
          this.#isFirst = true;
          this.#expects = 'key';
        }
        return false;
      case 'key':
        if (byte === QUOTE) return this.#start(byte, at);
        if (!isFirst || byte !== OBJECT.closes) throw new JsonFault(at);
        this.#expects = 'end';
        return false;
      case 'value':
        if (byte !== LIST.opens) return this.#start(byte, at);
        this.#beginList(pieces);
        return false;
      case 'entry':
        if (!isFirst || byte !== LIST.closes) return this.#start(byte, at);
        this.#expects = this.#field === null ? 'end' : 'after list';
        return false;
      case 'after list':
        this.#expects = this.#afterField(byte, at);
        return false;
      case 'end':
        throw new JsonFault(at);
      default:
        return this.#expects satisfies never;
    }
  }

  #beginList(pieces: Piece[]): void {
    this.#isFirst = true;
    this.#expects = 'entry';
    pieces.push({ kind: 'list', field: this.#field, isObject: false });
  }

  #start(byte: number, at: number): true {
    this.#began = at;
    this.#opens = byte;
    this.#kept = [];
    this.#length = 0;
    this.#deepest = 0;
    return true;
  }

  #keep(bytes: Uint8Array): void {
    this.#length += bytes.length;
    if (this.#length > this.limits.longest) this.#kept = [];
    else this.#kept.push(bytes);
  }

  #ends(byte: number): boolean {
    if (this.#expects === 'key') return byte === COLON;
    return byte === COMMA || byte === LIST.closes || byte === OBJECT.closes;
  }

  #end(byte: number, at: number, pieces: Piece[]): void {
    const began = this.#began;
    const isObject = this.#opens === OBJECT.opens;
    const content = this.#content(began);
    const field = this.#field;
    this.#began = -1;
    switch (this.#expects) {
      case 'key':
        if (typeof content.value !== 'string') throw new JsonFault(began);
        this.#field = content.value;
        this.#expects = 'value';
        return;
      case 'value':
        pieces.push({ kind: 'value', field, isObject, ...content });
        this.#expects = this.#afterField(byte, at);
        return;
      default:
        if (byte === OBJECT.closes) throw new JsonFault(at);
        pieces.push({ kind: 'entry', field, isObject, ...content });
        if (byte === LIST.closes) this.#expects = field === null ? 'end' : 'after list';
    }
  }

  #afterField(byte: number, at: number): Expects {
    if (byte === COMMA) return 'key';
    if (byte === OBJECT.closes) return 'end';
    throw new JsonFault(at);
  }

  #content(began: number): Pick<Piece, 'value' | 'problem'> {
    const { longest, deepest } = this.limits;
    const kept = this.#kept;
    this.#kept = [];
    if (this.#length > longest)
      return { problem: `The entry is longer than ${String(Math.floor(longest / 2 ** 20))} MB.` };
    if (this.#deepest > deepest) return { problem: `The entry is nested more than ${String(deepest)} deep.` };
    try {
      return { value: JSON.parse(this.#decoder.decode(kept.length === 1 ? kept[0] : Buffer.concat(kept))) };
    } catch {
      throw new JsonFault(began);
    }
  }
}
