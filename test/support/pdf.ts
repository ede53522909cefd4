import { getDocumentProxy, getResolvedPDFJS } from 'unpdf';

/** What a PDF says to whoever reads it, and to programs that read it out. */
export interface ReadPdf {
  /** Text of each page, blanks as they come. */
  readonly pages: readonly string[];
  /** Size of the smallest text, in points; charts' text too. */
  readonly smallest: number;
  /** Titles of the outline, all levels in reading order; empty where it has none. */
  readonly outline: readonly string[];
  /** Is it marked as tagged? */
  readonly tagged: boolean;
  /** Kinds of tags in it: `H1`, `P`, `Table`, … */
  readonly tags: ReadonlySet<string>;
  /** Language of the whole, as `en`; null where none is set. */
  readonly language: string | null;
  /** Alternative texts of its figures, in reading order; empty where a figure has none. */
  readonly alternatives: readonly string[];
}

export async function readPdf(content: Uint8Array): Promise<ReadPdf> {
  // The reader keeps what it is given.
  const pdf = await getDocumentProxy(Uint8Array.from(content));
  const pages: string[] = [];
  const tags = new Set<string>();
  const alternatives: string[] = [];
  let smallest = Infinity;
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    pages.push(items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join(''));
    for (const item of items) {
      if (!('str' in item) || item.str.trim() === '') continue;
      const [, , c, d] = item.transform as readonly number[];
      smallest = Math.min(smallest, Math.hypot(c, d));
    }
    collectTags(await page.getStructTree(), tags, alternatives);
  }
  const outline = titlesOf(await pdf.getOutline());
  const marks = (await pdf.getMarkInfo()) as { readonly Marked?: boolean } | null;
  const { info } = await pdf.getMetadata();
  const { Language: language } = info as { readonly Language?: string | null };
  await pdf.destroy();
  return { pages, smallest, outline, tagged: marks?.Marked === true, tags, language: language ?? null, alternatives };
}

/** What is drawn on all pages: pictures made of pixels, and lines and areas. */
export async function drawnIn(content: Uint8Array): Promise<{ readonly pictures: number; readonly shapes: number }> {
  const pdf = await getDocumentProxy(Uint8Array.from(content));
  const { OPS } = await getResolvedPDFJS();
  let pictures = 0;
  let shapes = 0;
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { fnArray } = await (await pdf.getPage(number)).getOperatorList();
    pictures += fnArray.filter((op) => op === OPS.paintImageXObject || op === OPS.paintInlineImageXObject).length;
    shapes += fnArray.filter((op) => op === OPS.constructPath).length;
  }
  await pdf.destroy();
  return { pictures, shapes };
}

/** Text without its blanks: where lines break, and what stands between cells, is the printer's business. */
export function dense(text: string): string {
  return text.replace(/\s+/gu, '');
}

interface OutlineEntry {
  readonly title: string;
  readonly items: readonly OutlineEntry[];
}

function titlesOf(entries: readonly OutlineEntry[] | null): readonly string[] {
  return (entries ?? []).flatMap(({ title, items }) => [title, ...titlesOf(items)]);
}

interface TagNode {
  readonly role: string;
  readonly alt?: string;
  readonly children: readonly (TagNode | { readonly type: string })[];
}

function collectTags(node: TagNode | null, into: Set<string>, alternatives: string[]): void {
  if (node === null) return;
  into.add(node.role);
  if (node.role === 'Figure') alternatives.push(node.alt ?? '');
  for (const child of node.children) if ('role' in child) collectTags(child, into, alternatives);
}
