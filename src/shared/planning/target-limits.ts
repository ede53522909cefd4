import type { Target } from '../data/target';

/** Why something cannot be asked of data that ask for a set of labels or for a value; a clause after its name. Null: it can. */
type Reason = string | null;

/** What of an attack, as far as it is written, decides whether it can be made. */
interface AttackDraft {
  readonly name: string;
  readonly loss?: unknown;
  readonly criterion?: unknown;
}

const asks = { labels: 'these data ask for a set of labels', value: 'these data ask for a value' } as const;

export function attackLimit({ name, loss, criterion }: AttackDraft, target: Target | undefined): Reason {
  if (target === undefined) return null;
  const { kind } = target;
  if (name === 'mfa' && kind === 'value') return `needs samples of another class, and ${asks[kind]}`;
  if (name === 'hopskipjump' && kind === 'value') return `starts at samples of another class, and ${asks[kind]}`;
  if (loss === 'dlr') return `climbs a ratio of three logits, and ${asks[kind]}`;
  if (scoreOf(criterion) === 'probability') return `follows the probability of one class, and ${asks[kind]}`;
  return null;
}

/** Of an attack, which field the limit is of; its name, where no setting of it can be made. */
export function limitedField({ name, loss, criterion }: AttackDraft): 'name' | 'loss' | 'criterion.score' {
  if (name === 'mfa' || name === 'hopskipjump') return 'name';
  if (loss === 'dlr') return 'loss';
  return scoreOf(criterion) === 'probability' ? 'criterion.score' : 'name';
}

export function fusionLimit(name: string, target: Target | undefined): Reason {
  if (target === undefined) return null;
  switch (name) {
    case 'qmf':
      return `weighs inputs by how sure they are of one class, and ${asks[target.kind]}`;
    case 'crmt':
      return `gives every class a direction of its own, and ${asks[target.kind]}`;
    case 'mla':
      return `weighs inputs by how little they waver between classes, and ${asks[target.kind]}`;
    case 'unis-mmc':
      return `asks which inputs are right of one class, and ${asks[target.kind]}`;
    default:
      return null;
  }
}

export function certificateLimit(name: string, target: Target | undefined): Reason {
  if (target === undefined) return null;
  return name === 'crmt'
    ? `is of the lead of one class over the others, and ${asks[target.kind]}`
    : `counts votes for classes, and ${asks[target.kind]}`;
}

function scoreOf(criterion: unknown): unknown {
  return typeof criterion === 'object' && criterion !== null && 'score' in criterion ? criterion.score : undefined;
}
