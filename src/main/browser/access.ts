import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Why a request is refused. */
export interface Refusal {
  readonly status: 401 | 403;
  readonly text: string;
}

const secretBytes = 32;

/**
 * Who may talk to the host: whoever knows its token, on this machine, from the host's own pages.
 *
 * The address that is printed carries a token that holds as long as the host; the address that is given to a browser's
 * command line, where other users of the machine can read it, carries one that holds once. Either is exchanged for a
 * cookie.
 */
export class Access {
  readonly #port: number;
  readonly #token = secret();
  readonly #cookie = secret();
  readonly #once = new Set<string>();

  constructor(port: number) {
    this.#port = port;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Address with the lasting token, for the terminal. */
  get address(): string {
    return `${this.origin}/?token=${this.#token}`;
  }

  /** Address that opens the lab once. */
  addressForOnce(): string {
    const token = secret();
    this.#once.add(token);
    return `${this.origin}/?token=${token}`;
  }

  /** @returns the `Set-Cookie` header, null for a wrong token */
  exchange(token: string): string | null {
    if (!same(token, this.#token) && !this.#once.delete(token)) return null;
    return `${this.#cookieName}=${this.#cookie}; Path=/; HttpOnly; SameSite=Strict`;
  }

  /** Names another machine's host, or another site's page, whatever its cookie. Null: comes from where it may. */
  foreign({ headers }: IncomingMessage, isUpgrade: boolean): Refusal | null {
    // A name that resolves to this machine (DNS rebinding) is not this machine's address.
    if (`http://${headers.host ?? ''}` !== this.origin) return { status: 403, text: 'Wrong host.' };
    const { origin } = headers;
    if (origin === undefined ? isUpgrade : origin !== this.origin) return { status: 403, text: 'Wrong origin.' };
    return null;
  }

  /** Null: carries the cookie. */
  unknown({ headers }: IncomingMessage): Refusal | null {
    const cookies = (headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
    const prefix = `${this.#cookieName}=`;
    const known = cookies.some(
      (cookie) => cookie.startsWith(prefix) && same(cookie.slice(prefix.length), this.#cookie),
    );
    return known ? null : { status: 401, text: 'Open the lab with the address that it printed when it was started.' };
  }

  /** Cookies are shared by all ports of a machine, so two labs need two names. */
  get #cookieName(): string {
    return `muroan-lab-${this.#port}`;
  }
}

function secret(): string {
  return randomBytes(secretBytes).toString('base64url');
}

/** Compares in a time that tells nothing of where they differ. */
function same(given: string, right: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}
