import { z } from 'zod';
import { Tamper } from '../../shared/certificates/tamper';
import { hrefTo, type Route } from './route';

/** Votes that a page shows, for the calculator to go on with: as many as its form and an address have room for. */
export const GivenVotes = z.strictObject({
  /** Inputs, or several drawn from together. */
  pools: z
    .array(z.strictObject({ name: z.string(), elements: z.int().min(1), drawn: z.int().min(1) }))
    .min(1)
    .max(4),
  votes: z.array(z.int().min(0)).min(2).max(250),
  alpha: z.number(),
  strict: z.boolean(),
  /** Older addresses name none. */
  attack: Tamper.default('modify'),
});
export type GivenVotes = z.infer<typeof GivenVotes>;

/** In the query of the page Certificates. */
const name = 'votes';

/** Null where there are more than the calculator takes. */
export function hrefToVotes(given: GivenVotes): string | null {
  if (!GivenVotes.safeParse(given).success) return null;
  return hrefTo('certificates', [], { [name]: JSON.stringify(given) });
}

/** The query without the votes, once somebody has changed them. */
export const withoutVotes = { [name]: null } as const;

/** Null where the address gives none, or something else that somebody typed. */
export function votesIn({ query }: Pick<Route, 'query'>): GivenVotes | null {
  if (!Object.hasOwn(query, name)) return null;
  try {
    const given = GivenVotes.safeParse(JSON.parse(query[name]));
    return given.success ? given.data : null;
  } catch {
    return null;
  }
}
