import type { Capability } from '../models/capability';
import type { ModalitySpecs } from '../data/modality';
import type { PaperKey } from '../papers/papers';
import type { Problem } from '../problem';

/**
 * `removal`: takes elements away. `perturbation`: changes values by a little, within a radius per modality. `edit`: changes
 * words of a text, so many at most.
 */
export type AttackKind = 'removal' | 'perturbation' | 'edit';

/** How closely an attack follows its source; `own`: it has none, the lab made it. */
export interface AttackSource {
  /** The method with the variant chosen: `Decoupling, score-drop`. */
  readonly title: string;
  readonly paper: string;
  /** Papers that it names; none where there is no single source. */
  readonly cites: readonly PaperKey[];
  /** `variant`: stated parameters differ. `reconstruction`: the source leaves parts open, which are filled in here. */
  readonly fidelity: 'exact' | 'variant' | 'reconstruction' | 'own';
  readonly difference: string;
}

/** `Arevalo et al., arXiv 1702.01992; variant: biases added`. */
export function fidelityText({ paper, fidelity, difference }: AttackSource): string {
  return `${paper}; ${fidelity}: ${difference}`;
}

/** Another attack of a plan, as its facts tell of it. */
export interface Rival {
  readonly family: string;
  readonly modalities: readonly string[];
}

/**
 * What is known of an attack without running it: all that tells one from another outside its implementation. What asks
 * for facts needs no list of attacks of its own.
 *
 * `budget` is a position among the budgets of a choice.
 */
export interface AttackFacts<Choice> {
  readonly name: string;
  /** Name for people, whatever its parameters: `PGD`. */
  readonly label: string;
  readonly kind: AttackKind;
  /** Raised whenever its results change for equal parameters; part of the identity of a cell. */
  readonly version: number;
  /** What it does, for someone who has not read the paper: of a perturbation a few words, of others a paragraph. */
  readonly explanation: string;
  /** What it may miss, in sentences. */
  readonly limits: readonly string[];
  /** Attacks that it contains: with the same norm and radii it does at least as well as these. */
  readonly strongerThan: readonly string[];
  /** `PGD-20 l∞`. */
  shortTitle(choice: Choice): string;
  /**
   * `PGD-20 l∞ · image 0.03`.
   *
   * @param latent modalities perturbed in the model's embedding space
   */
  title(choice: Choice, budget: number, latent: readonly string[]): string;
  /** What tells choices of equal title apart, as far as words can; null for nothing. */
  distinction(choice: Choice): string | null;
  /** How many budgets a choice is run at; one for attacks that have none. */
  budgets(choice: Choice): number;
  /** Modalities it may change. */
  modalities(choice: Choice, budget: number): readonly string[];
  /** Radii that apply, after sharing; of perturbations only. */
  radii(choice: Choice, budget: number): Readonly<Record<string, number>>;
  requires(choice: Choice): readonly Capability[];
  /** Gradients that a sample takes which holds out to the end; 0 for attacks without. */
  gradientSteps(choice: Choice): number;
  /**
   * Inputs that an attack without gradients asks the model about on a sample at most, its control that searches as it
   * does included; null where gradients are what it takes, or nothing bounds it. For estimates of time.
   */
  mostAsked(choice: Choice): number | null;
  /** Is the cross-entropy what it raises, so that it should not fall? */
  climbsCrossEntropy(choice: Choice): boolean;
  /** Does it go for the answer, so that it should find what attacks find that see less? */
  seeksAnswer(choice: Choice): boolean;
  /** Combinations asked at most on a sample; null where that is not what ends it. */
  combinationCap(choice: Choice): number | null;
  /** The attack that it may ask no more than, and is measured against; null for none. */
  heldTo(choice: Choice): Rival | null;
  /** Equal for choices that remove combinations of the same indivisible parts; null where parts are divided. */
  fixedParts(choice: Choice): string | null;
  /** Does it try all combinations, so that no smaller removal of these parts exists? */
  readonly triesAll: boolean;
  /** The same path with the least work: what the control at radius zero runs. */
  shortest(choice: Choice): Choice;
  /** What the attacker sees of the model, in words. */
  sees(choice: Choice): string;
  /** Equal for choices that may be compared across modalities and radii. */
  family(choice: Choice): string;
  /** Why results do not carry from one kind of fusion to another; null where they do. */
  acrossFusions(choice: Choice): string | null;
  source(choice: Choice): AttackSource;
  /**
   * Checks what the schema cannot. The modalities are known to be the data's.
   *
   * @param where path of the choice, as its author knows it: `plan.attacks[0]`
   * @throws LabError `invalid` naming field, value and remedy
   */
  check(choice: Choice, where: string, specs: ModalitySpecs): void;
  /**
   * What may be computed but will hardly say what its author means.
   *
   * @param where path of the choice, as of `check`
   */
  doubts(choice: Choice, where: string, specs: ModalitySpecs): readonly Problem[];
}
