import { startPython } from './python-process';

export const libraries = ['Foolbox', 'torchattacks', 'ART', 'PyTorch'] as const;
export type Library = (typeof libraries)[number];

export interface PeerTask {
  readonly library: Library;
  readonly attack: 'pgd' | 'fgsm' | 'noise';
  readonly epsilon: number;
  /** Length of a step, in pixel values. */
  readonly step: number;
  readonly steps: number;
  /** Random perturbations per picture. */
  readonly draws: number;
  readonly batch: number;
  readonly seed: number;
}

/** An attack in any norm on the first `count` samples, for what it finds, not for its time. */
export interface AgreeTask {
  readonly library: Library;
  readonly attack: 'fgm' | 'pgd' | 'mim' | 'apgd-ce' | 'apgd-dlr' | 'square' | 'hopskipjump' | 'autoattack';
  readonly norm: 'linf' | 'l2' | 'l1';
  /** `colour`: the grey picture stays as it is. */
  readonly only: 'colour' | null;
  readonly epsilon: number;
  readonly step: number;
  readonly steps: number;
  readonly queries: number;
  readonly count: number;
  readonly batch: number;
  readonly seed: number;
}

export interface PeerAnswer {
  readonly seconds: number;
  /** Per sample: did the label stand? */
  readonly held: readonly boolean[];
  /** Largest change of a pixel value, and how far any went outside [0, 1]. */
  readonly largest: number;
  readonly outside: number;
}

export interface AgreeAnswer extends Omit<PeerAnswer, 'seconds'> {
  /** Passes through the model, of the batch that took most. */
  readonly asked: number;
}

export interface Peers {
  readonly versions: Readonly<Record<string, string>>;
  logits(): Promise<readonly (readonly number[])[]>;
  attack(task: PeerTask): Promise<PeerAnswer>;
  agree(task: AgreeTask): Promise<AgreeAnswer>;
  close(): Promise<void>;
}

/** Starts Python with the model and the samples in memory. @param files as the lab writes them */
export async function startPeers(
  python: string,
  files: { readonly weights: string; readonly samples: string; readonly threads: number },
): Promise<Peers> {
  const { ask, close } = startPython(python, 'serve.py');
  const { versions, threads } = (await ask({ kind: 'open', ...files })) as Pick<Peers, 'versions'> & {
    readonly threads: number;
  };
  if (threads !== files.threads) throw new Error(`PyTorch took ${threads} threads, not ${files.threads}.`);
  return {
    versions,
    logits: async () => ((await ask({ kind: 'logits' })) as { logits: number[][] }).logits,
    attack: async (task) => (await ask({ kind: 'attack', ...task })) as PeerAnswer,
    agree: async (task) => (await ask({ kind: 'agree', ...task })) as AgreeAnswer,
    close,
  };
}
