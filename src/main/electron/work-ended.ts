import type { WorkEnd } from '../../shared/runs/queue';

/** What is told of a piece of work that ended while the person looked elsewhere; null for what the person did. */
export function endNotice({ item, outcome, error }: WorkEnd): { readonly title: string; readonly body: string } | null {
  const what = item.kind === 'study' ? 'Run' : 'Training';
  switch (outcome) {
    case 'done':
      return { title: `${what} finished`, body: item.title };
    case 'failed':
      return { title: `${what} failed`, body: `${item.title}: ${error?.message ?? 'no reason is known.'}` };
    case 'stopped':
      return null;
    default:
      return outcome satisfies never;
  }
}
