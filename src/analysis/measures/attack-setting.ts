import type { AttackChoice } from '../../shared/attack';
import type { ModalitySpecs } from '../../shared/modality';
import type { AttackCell } from '../../shared/plan';

/** One attack of a plan at one of its budgets: what cells of different models have in common. */
export interface AttackSetting {
  /** `attack index/budget index`. */
  readonly key: string;
  readonly attackIndex: number;
  readonly budgetIndex: number;
  /** `Decoupling · image + text`, `PGD-20 l∞ · image 0.03`. */
  readonly title: string;
  readonly kind: 'removal' | 'perturbation';
  readonly choice: AttackChoice;
  readonly version: number;
  /** Modalities the attack may change. */
  readonly modalities: readonly string[];
  /** Radii that apply, per modality, after sharing; empty for removals. */
  readonly radii: Readonly<Record<string, number>>;
  /** Modalities perturbed in the model's embedding space, whose radii mean nothing for another model. */
  readonly latent: readonly string[];
}

export function attackSettings(cells: readonly AttackCell[], specs: ModalitySpecs): readonly AttackSetting[] {
  const settings = new Map<string, AttackSetting>();
  for (const cell of cells) {
    const key = attackKey(cell);
    if (!settings.has(key)) settings.set(key, settingOf(cell, key, specs));
  }
  const list = [...settings.values()].sort((a, b) => a.attackIndex - b.attackIndex || a.budgetIndex - b.budgetIndex);
  const titles = list.map(({ title }) => title);
  return list.map((setting) =>
    titles.filter((title) => title === setting.title).length > 1
      ? { ...setting, title: `${setting.title} · ${distinction(setting)}` }
      : setting,
  );
}

export function attackKey(cell: AttackCell): string {
  return `${String(cell.attackIndex)}/${String(cell.budgetIndex)}`;
}

function settingOf(cell: AttackCell, key: string, specs: ModalitySpecs): AttackSetting {
  const { attack } = cell;
  const common = {
    key,
    attackIndex: cell.attackIndex,
    budgetIndex: cell.budgetIndex,
    choice: attack,
    version: cell.version,
  };
  switch (attack.name) {
    case 'decoupling':
      return {
        ...common,
        title: `Decoupling · ${attack.modalities.join(' + ')}`,
        kind: 'removal',
        modalities: attack.modalities,
        radii: {},
        latent: [],
      };
    case 'fgsm':
    case 'pgd': {
      const budget = attack.budgets[cell.budgetIndex] ?? {};
      const modalities = Object.keys(budget);
      const radii = sharedRadii(budget, attack.norm, attack.share);
      const latent = modalities.filter((id) => id in specs && specs[id].kind === 'text');
      const name = attack.name === 'fgsm' ? 'FGSM' : `PGD-${String(attack.steps)}`;
      const parts = modalities.map(
        (id) => `${id} ${radiusText(radii[id], attack.norm === 'linf' && !latent.includes(id))}`,
      );
      const matched = attack.share === 'matched' && modalities.length > 1 ? ' (shared budget)' : '';
      return {
        ...common,
        title: `${name} ${attack.norm === 'linf' ? 'l∞' : 'l2'} · ${parts.join(' + ')}${matched}`,
        kind: 'perturbation',
        modalities,
        radii,
        latent,
      };
    }
    default:
      return attack satisfies never;
  }
}

/** Radii after sharing: in `matched`, ε/√M each in l2 and ε/M in l∞, M = modalities attacked. */
function sharedRadii(
  budget: Readonly<Record<string, number>>,
  norm: 'linf' | 'l2',
  share: 'full' | 'matched',
): Readonly<Record<string, number>> {
  const count = Object.keys(budget).length;
  const divisor = share === 'full' ? 1 : norm === 'l2' ? Math.sqrt(count) : count;
  return Object.fromEntries(Object.entries(budget).map(([id, radius]) => [id, radius / divisor]));
}

function distinction({ choice, attackIndex }: AttackSetting): string {
  const place = `attack ${String(attackIndex + 1)}`;
  return choice.name === 'decoupling' ? `${choice.criterion.name}, ${choice.order} order, ${place}` : place;
}

/**
 * A radius to at most three digits. Of pixels in l∞ the field counts in steps of 8-bit values: 0.0157 is `4/255`; what
 * two digits say exactly stays as it is.
 */
export function radiusText(radius: number, ofPixels: boolean): string {
  const levels = Math.round(radius * 255);
  const plain = Number(radius.toPrecision(2)) === radius;
  if (ofPixels && !plain && levels > 0 && Math.abs(radius * 255 - levels) < 0.01) return `${String(levels)}/255`;
  return String(Number(radius.toPrecision(3)));
}

/** Compact identity of what must be equal for attacks on different modalities to be compared. */
export function attackFamily({ choice }: AttackSetting): string {
  switch (choice.name) {
    case 'decoupling':
      return JSON.stringify([
        choice.name,
        choice.criterion,
        choice.fills,
        choice.stop,
        choice.order,
        choice.maxQueries,
      ]);
    case 'fgsm':
      return JSON.stringify([choice.name, choice.norm]);
    case 'pgd':
      return JSON.stringify([
        choice.name,
        choice.norm,
        choice.steps,
        choice.relativeStep,
        choice.restarts,
        choice.randomStart,
      ]);
    default:
      return choice satisfies never;
  }
}

/** The removal attack over most modalities, the first of equals: what verdicts and detailed charts are about. */
export function mainRemovalSetting(settings: readonly AttackSetting[]): AttackSetting | null {
  return settings
    .filter(({ kind }) => kind === 'removal')
    .reduce<AttackSetting | null>((a, b) => (a === null || b.modalities.length > a.modalities.length ? b : a), null);
}
