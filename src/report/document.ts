import type { ModalityKind } from '../shared/data/modality';
import type { ReportHashes } from '../shared/reports/report-hashes';
import type { DrawnFrame } from '../shared/samples/stick-figure';

/** The report as data: what it says, without how it looks. Sections build it; pages render it. */
export interface ReportDocument {
  readonly title: string;
  readonly kicker: string;
  readonly question: string;
  /** What the first page says under the title. */
  readonly cover: readonly Block[];
  /** Drawn across every page, and why; null when every run is complete. */
  readonly watermark: { readonly text: string; readonly why: string } | null;
  /** Running footer of printed pages outside named parts. */
  readonly footer: string;
  /** One per run. */
  readonly parts: readonly Part[];
  /** What is said once for all parts. */
  readonly closing: readonly Section[];
  /** What specialists look up, after all that whoever approves the report reads. */
  readonly appendices: readonly Section[];
  /** What the report was made from, for a program to check. */
  readonly hashes: ReportHashes;
}

/** What is said of one run. */
export interface Part {
  /** Of its place in the page; empty, like its title, where the report has one part only. */
  readonly id: string;
  readonly title: string | null;
  /** Running footer of its printed pages. */
  readonly footer: string;
  readonly incomplete: boolean;
  readonly sections: readonly Section[];
}

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
  /** Entries of the glossary that it is about, however its tables name them. */
  readonly terms?: readonly GlossaryEntry[];
  /** In their own words, which nothing rewrites. */
  readonly writtenByAnalyst?: true;
}

export type Block =
  | { readonly kind: 'lead'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'verdict'; readonly models: readonly VerdictCard[] }
  | { readonly kind: 'notices'; readonly notices: readonly Notice[] }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [term: string, value: string])[] }
  | { readonly kind: 'glossary'; readonly entries: readonly GlossaryEntry[] }
  | Diagram
  | Approval
  | Table
  | Chart
  | SampleCards
  | PixelCards;

/** The parts of a fused model, from its inputs to its answer. */
export interface Diagram {
  readonly kind: 'diagram';
  readonly modalities: readonly { readonly id: string; readonly kind: ModalityKind }[];
  readonly fusions: readonly string[];
  /** Is anything removed from the inputs? Then they are drawn with a part gone. */
  readonly removes: boolean;
}

/** Where a person takes responsibility by hand. */
export interface Approval {
  readonly kind: 'approval';
  readonly plans: readonly { readonly name: string; readonly planHash: string }[];
  /** Empty: written by hand. */
  readonly analyst: string;
  readonly date: string;
  /** How many warnings and notes were decided, in words. */
  readonly decisions: string;
  /** How many were not: nothing is approved until all are. Empty where all are decided. */
  readonly undecided: string;
  /** What was not accepted, each with its reason; empty: none, and others are written by hand. */
  readonly restrictions: readonly string[];
}

export type Tone = 'bad' | 'good' | 'mixed' | 'void' | 'plain';

export interface VerdictCard {
  readonly title: string;
  readonly tone: Tone;
  readonly badge: string;
  readonly sentences: readonly { readonly text: string; readonly tone: Tone }[];
}

export interface Notice {
  readonly tone: Tone;
  readonly label: string;
  /** Said once for all findings; empty where each says it itself. */
  readonly statement: string;
  readonly findings: readonly { readonly subject: string; readonly text: string }[];
  readonly advice: string;
  /** What was decided about it; absent where nothing is to be decided. */
  readonly decision?: { readonly tone: Tone; readonly label: string; readonly reason: string };
}

export interface GlossaryEntry {
  readonly term: string;
  readonly meaning: string;
  readonly direction: string;
  readonly beware: string;
}

export interface Table {
  readonly kind: 'table';
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Intervals stand beside their values, not beneath: for few or narrow columns. Default: up to four columns. */
  readonly roomy?: boolean;
  /** Below the table. */
  readonly note?: string;
}
export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}
export type Row =
  { readonly kind: 'cells'; readonly cells: readonly TableCell[] } | { readonly kind: 'group'; readonly title: string };
/** A value with its interval, set smaller beneath it. */
export interface TableCell {
  readonly text: string;
  readonly interval?: string;
  /** What the interval is in, and the text with it: shares, or differences of shares. */
  readonly unit?: 'percent' | 'points';
  readonly tone?: Tone;
}

export interface Chart {
  readonly kind: 'chart';
  readonly id: string;
  readonly title: string;
  /** How to read it, in a sentence. */
  readonly caption: string;
  /** What it shows, for those who cannot see it. */
  readonly alt: string;
  readonly height: number;
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly layout: Readonly<Record<string, unknown>>;
  readonly table: Table;
  /** Its caption leads to the table for what is not drawn, so paper, on which nothing unfolds, has the table as well. */
  readonly printsTable?: boolean;
}

export interface SampleCards {
  readonly kind: 'samples';
  readonly cards: readonly SampleCard[];
}
export interface SampleCard {
  /** Id of the sample. */
  readonly title: string;
  readonly outcome: string;
  readonly tone: Tone;
  /** What the modalities show, in their order. */
  readonly values: readonly SampleValue[];
  readonly probabilities: readonly {
    readonly name: string;
    readonly isLabel: boolean;
    readonly before: number;
    readonly after: number | null;
    /** Before, and after where there is one, as they are written. */
    readonly shown: readonly string[];
  }[];
  readonly note: string;
}

/** Samples of which every pixel was answered, and what the colours of their maps stand for. */
export interface PixelCards {
  readonly kind: 'pixels';
  readonly legends: readonly {
    readonly title: string;
    /** Colours as CSS writes them. */
    readonly entries: readonly { readonly name: string; readonly colour: string }[];
  }[];
  readonly cards: readonly PixelCard[];
}
export interface PixelCard {
  /** Id of the sample. */
  readonly title: string;
  readonly outcome: string;
  readonly tone: Tone;
  /** Inputs, true classes, and what was answered. */
  readonly pictures: readonly {
    readonly caption: string;
    /** Drawn size in pixels. */
    readonly width: number;
    readonly height: number;
    /** PNG as data URI. */
    readonly source: string;
  }[];
  readonly note: string;
}
export type SampleValue = SampleImage | SampleText | SampleSkeleton;
export interface SampleImage {
  readonly kind: 'image';
  readonly modality: string;
  /** Drawn size in pixels. */
  readonly width: number;
  readonly height: number;
  /** PNG as data URI. */
  readonly before: string;
  readonly after: string;
  /** Removed parts in drawn pixels: x, y, width, height. */
  readonly removed: readonly (readonly [number, number, number, number])[];
  /** What was removed, in words: `3 squares`. */
  readonly removedText: string;
  /** What the sides measure; absent of an image, which shows itself. */
  readonly sides?: string;
}
/** A skeleton in a few steps, one beside the other, and what was removed of it. */
export interface SampleSkeleton {
  readonly kind: 'skeleton';
  readonly modality: string;
  /** Steps of the whole clip. */
  readonly steps: number;
  /** Side of the square that a still is drawn in, in pixels. */
  readonly side: number;
  /** In the pixels of its own square. */
  readonly stills: readonly { readonly step: number; readonly drawn: DrawnFrame }[];
  /** Steps of which something was removed: the first, and the one behind the last. */
  readonly spans: readonly (readonly [first: number, end: number])[];
  /** What was removed, in words: `3 blocks of joints`; empty where nothing was. */
  readonly removedText: string;
}
export interface SampleText {
  readonly kind: 'text';
  readonly modality: string;
  readonly words: readonly { readonly text: string; readonly removed: boolean }[];
}

export const cells = (...texts: readonly (string | TableCell)[]): Row => ({
  kind: 'cells',
  cells: texts.map((cell) => (typeof cell === 'string' ? { text: cell } : cell)),
});
export const left = (title: string): Column => ({ title, align: 'left' });
export const right = (title: string): Column => ({ title, align: 'right' });
