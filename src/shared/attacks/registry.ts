import { decoupling, DecouplingChoice } from './decoupling';
import { fgsm, FgsmChoice } from './fgsm';
import { pgd, PgdChoice } from './pgd';

/** The attacks, in the order in which they are offered. */
export const attackSchemas = [DecouplingChoice, FgsmChoice, PgdChoice] as const;

/** What is known of each, by name. */
export const attackFacts = { decoupling, fgsm, pgd } as const;
