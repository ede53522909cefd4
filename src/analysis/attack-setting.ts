import {
  factsOf,
  latentModalities,
  perturbs,
  editsWords,
  removes,
  type AttackChoice,
  type EditChoice,
  type GradientChoice,
  type RemovalChoice,
} from '../shared/attacks/attack';
import { isOneBall, radiiText } from '../shared/attacks/gradient';
import { modalityFacts, type ModalitySpecs } from '../shared/data/modality';
import type { AttackCell, Cell } from '../shared/plan/plan';

interface SettingFields {
  /** `attack index/budget index`. */
  readonly key: string;
  readonly attackIndex: number;
  readonly budgetIndex: number;
  /** `Decoupling · image + text`, `PGD-20 l∞ · image 0.03`. */
  readonly title: string;
  /** `Decoupling`, `PGD-20 l∞`. */
  readonly shortTitle: string;
  readonly version: number;
  /** Equal for settings that may be compared across modalities and radii. */
  readonly family: string;
  /** Modalities the attack may change. */
  readonly modalities: readonly string[];
  /** Radii that apply, per modality, after sharing; of perturbations only. */
  readonly radii: Readonly<Record<string, number>>;
  /** Modalities perturbed in the model's embedding space, whose radii mean nothing for another model. */
  readonly latent: readonly string[];
  /** What radii are measured in, each once; of perturbations only. Only in one unit is a total over inputs matched. */
  readonly units: readonly string[];
}

export interface RemovalSetting extends SettingFields {
  readonly kind: 'removal';
  readonly choice: RemovalChoice;
}
export interface PerturbationSetting extends SettingFields {
  readonly kind: 'perturbation';
  readonly choice: GradientChoice;
  /** All its modalities lie in one l2 ball, so that no more than one of them uses up its radius. */
  readonly oneBall: boolean;
}
export interface EditSetting extends SettingFields {
  readonly kind: 'edit';
  readonly choice: EditChoice;
}
/** One attack of a plan at one of its budgets: what cells of different models have in common. */
export type AttackSetting = RemovalSetting | PerturbationSetting | EditSetting;

/** The radii of a setting: `image 8/255 + text 0.1`. */
export function budgetText({ modalities, radii, choice, latent }: PerturbationSetting): string {
  return radiiText(
    modalities.map((id) => [id, radii[id] ?? 0]),
    choice.norm,
    latent,
  );
}

/** The settings that the attack cells among `cells` stand for, in the order of the plan. */
export function attackSettings(cells: readonly Cell[], specs: ModalitySpecs): readonly AttackSetting[] {
  const settings = new Map<string, AttackSetting>();
  for (const cell of cells) {
    if (cell.kind !== 'attack') continue;
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

function settingOf(
  { attack, attackIndex, budgetIndex, version }: AttackCell,
  key: string,
  specs: ModalitySpecs,
): AttackSetting {
  const facts = factsOf(attack);
  const modalities = facts.modalities(attack, budgetIndex);
  const latent = latentModalities(attack, budgetIndex, specs);
  const oneBall = perturbs(attack) && isOneBall(attack, budgetIndex);
  const fields = {
    key,
    attackIndex,
    budgetIndex,
    title: facts.title(attack, budgetIndex, latent),
    shortTitle: facts.shortTitle(attack),
    version,
    family: oneBall ? `${facts.family(attack)} in one ball` : facts.family(attack),
    modalities,
    radii: facts.radii(attack, budgetIndex),
    latent,
    units: perturbs(attack) ? unitsOf(modalities, specs) : [],
  };
  if (removes(attack)) return { ...fields, kind: 'removal', choice: attack };
  if (editsWords(attack)) return { ...fields, kind: 'edit', choice: attack };
  return { ...fields, kind: 'perturbation', choice: attack, oneBall };
}

function unitsOf(modalities: readonly string[], specs: ModalitySpecs): readonly string[] {
  return [...new Set(modalities.flatMap((id) => (id in specs ? [modalityFacts[specs[id].kind].radius] : [])))];
}

function distinction({ choice, attackIndex }: { readonly choice: AttackChoice; readonly attackIndex: number }): string {
  const words = factsOf(choice).distinction(choice);
  return [...(words === null ? [] : [words]), `attack ${String(attackIndex + 1)}`].join(', ');
}

/**
 * The removal attack over most modalities: what verdicts and detailed charts are about. Of equals a published one, whose
 * numbers compare with those of others; then the first.
 */
export function mainRemovalSetting(settings: readonly AttackSetting[]): RemovalSetting | null {
  const rank = ({ modalities, choice }: RemovalSetting): number => {
    const facts = factsOf(choice);
    return 2 * modalities.length + (facts.heldTo(choice) === null && !facts.triesAll ? 1 : 0);
  };
  return settings
    .filter((setting) => setting.kind === 'removal')
    .reduce<RemovalSetting | null>((a, b) => (a === null || rank(b) > rank(a) ? b : a), null);
}

/** Of what was measured under several settings, that under this one; undefined where nothing was. */
export function underSetting<Measured extends { readonly setting: { readonly key: string } }>(
  measured: readonly Measured[],
  setting: { readonly key: string } | null,
): Measured | undefined {
  return measured.find(({ setting: { key } }) => key === setting?.key);
}
