import type { GlossaryEntry } from './document';

/** What the attacks on values and by removal are, for the glossary of report and window. */
export const attackTerms = {
  decoupling: {
    term: 'Decoupling attack (decoupling)',
    meaning:
      'Searches for the fewest parts (squares of a picture, words of a text, runs of steps) whose removal changes the answer. By its criterion it sees scores, the fused embedding or answers alone; never gradients.',
    direction: 'neither: it explains other numbers',
    beware: 'The search is not exhaustive: a smaller removal may exist.',
  },
  'lab-search': {
    term: 'Lab’s own search (lab-search)',
    meaning:
      'A search of this lab, published nowhere, for the parts whose removal changes the answer. It sees scores, starts from nothing, and asks no more than the decoupling attack does of the same input.',
    direction: 'neither: it explains other numbers',
    beware:
      'It is not exhaustive either. Where it removes less than decoupling, the model is weaker than decoupling says.',
  },
  exhaustive: {
    term: 'Exhaustive search (exhaustive)',
    meaning:
      'Tries all combinations of the cells of a coarse grid, words and the like, cheapest first: no smaller removal of these parts exists.',
    direction: 'neither: it explains other numbers',
    beware: 'It is the least for its grid only; smaller parts may do with less.',
  },
  pgd: {
    term: 'PGD',
    meaning:
      'Projected gradient descent: many small steps that raise the loss, each brought back to within ε of the input.',
    direction: 'more steps and restarts make the attack stronger',
    beware: 'Where gradients are masked it fails, though other attacks may succeed.',
  },
  fgsm: {
    term: 'FGSM',
    meaning: 'Fast gradient sign method: one step of the whole ε along the gradient of the loss, in l∞ along its sign.',
    direction: 'neither: it explains other numbers',
    beware: 'A weak attack: what withstands it may break under PGD.',
  },
  mim: {
    term: 'MIM',
    meaning:
      'Momentum iterative method: PGD whose steps go along the decaying sum of all gradients so far, not the last alone.',
    direction: 'more steps make the attack stronger',
    beware: 'Made to carry from one model to another; on the model itself PGD and APGD are often stronger.',
  },
  apgd: {
    term: 'APGD',
    meaning:
      'Auto-PGD: PGD with momentum that halves its steps by itself where the loss no longer rises. CE climbs the cross-entropy; DLR a ratio of differences of logits that their scale does not change.',
    direction: 'more steps and restarts make the attack stronger',
    beware: 'Where gradients are masked it fails, as every gradient attack; with two classes DLR is the plain margin.',
  },
  mfa: {
    term: 'MFA',
    meaning:
      'Fused-embedding attack: turns the fused embedding away from where it was, by its angle, and if asked towards that of a sample of another class (the anchor). It never asks the head which way changes the answer.',
    direction: 'more steps and restarts make the attack stronger',
    beware:
      'Weaker than attacks on the loss where the head’s gradients are sound; where it is stronger, they may be masked.',
  },
  square: {
    term: 'Square attack (Square)',
    meaning:
      'Changes random square windows of the input and keeps what lowers the score of the right answer. It needs scores, no gradients.',
    direction: 'more queries make the attack stronger',
    beware: 'Weaker than a gradient attack where gradients are sound; where it is stronger, they are masked.',
  },
  hopskipjump: {
    term: 'HopSkipJump',
    meaning:
      'Walks along the border between answers, from noise or a sample of another class towards the input. It sees the answers only: no scores, no gradients.',
    direction: 'more queries make the attack stronger',
    beware:
      'Where it finds no start the input was not attacked: that is not counted as withstood. Weaker than attacks that see more, but for where these are misled.',
  },
  ensemble: {
    term: 'Ensemble of attacks (Ensemble)',
    meaning:
      'Several attacks in turn, each on the samples that those before it did not break; what none breaks is kept at its largest loss. The manner is AutoAttack’s.',
    direction: 'more members, steps and queries make the attack stronger',
    beware: 'How many a member broke depends on its turn: it says nothing of how strong it is alone.',
  },
  transfer: {
    term: 'Transfer attack (Transfer)',
    meaning:
      'Inputs made on one model of the study, the source, and shown to another, of which nothing is asked while they are made: what can be done without looking into the target.',
    direction: 'lower success is better for the target',
    beware:
      'Withstanding what was made on one source is no robustness: attacks on the model itself are stronger, and another source may carry better.',
  },
} as const satisfies Record<string, GlossaryEntry>;
