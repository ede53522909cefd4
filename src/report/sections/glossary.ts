import { requiredSections } from '../../shared/report-sections';
import type { Block, Section, Table } from '../document';
import { alwaysExplained, glossary, spellings } from '../glossary';
import type { GlossaryEntry } from '../document';

/** The terms that these sections say they use or spell out, and those that every glossary explains; no others. */
export function glossarySection(sections: readonly Section[]): Section {
  const text = sections
    .flatMap(({ title, blocks }) => [title, ...blocks.flatMap(wordsOf)])
    .join('\n')
    .toLowerCase();
  const named = new Set<GlossaryEntry>([...alwaysExplained, ...sections.flatMap(({ terms = [] }) => terms)]);
  const entries = Object.values(glossary).filter(
    (entry) => named.has(entry) || spellings(entry.term).some((name) => text.includes(name)),
  );
  return { id: 'glossary', title: requiredSections.glossary.title, blocks: [{ kind: 'glossary', entries }] };
}

/** What a reader sees of a block, as far as terms stand in it. */
function wordsOf(block: Block): readonly string[] {
  switch (block.kind) {
    case 'lead':
    case 'text':
    case 'heading':
      return [block.text];
    case 'list':
      return block.items;
    case 'verdict':
      return block.models.flatMap(({ badge, sentences }) => [badge, ...sentences.map(({ text }) => text)]);
    case 'notices':
      return block.notices.flatMap(({ statement, findings, advice }) => [
        statement,
        ...findings.map(({ text }) => text),
        advice,
      ]);
    case 'facts':
      return block.rows.flat();
    case 'table':
      return wordsOfTable(block);
    case 'chart':
      return [block.title, block.caption, ...wordsOfTable(block.table)];
    case 'samples':
      return block.cards.map(({ note }) => note);
    case 'glossary':
    case 'diagram':
    case 'approval':
      return [];
    default:
      return block satisfies never;
  }
}

function wordsOfTable({ caption, columns, rows, note }: Table): readonly string[] {
  return [
    caption,
    ...columns.map(({ title }) => title),
    ...rows.flatMap((row) => (row.kind === 'group' ? [row.title] : row.cells.map(({ text }) => text))),
    note ?? '',
  ];
}
