import { asFractions } from '../../analysis/fractions';
import type { Block, Notice, SampleCard } from '../document';
import { chartInFractions } from './chart-in-fractions';
import { tableInFractions } from './table-in-fractions';

/** A block of the report with its shares as fractions; the numbers themselves are the same. */
export function blockInFractions(block: Block): Block {
  switch (block.kind) {
    case 'lead':
    case 'text':
    case 'heading':
      return { ...block, text: asFractions(block.text) };
    case 'list':
      return { ...block, items: block.items.map(asFractions) };
    case 'verdict':
      return {
        ...block,
        models: block.models.map((model) => ({
          ...model,
          sentences: model.sentences.map((sentence) => ({ ...sentence, text: asFractions(sentence.text) })),
        })),
      };
    case 'notices':
      return { ...block, notices: block.notices.map(noticeInFractions) };
    case 'facts':
      return { ...block, rows: block.rows.map(([term, value]) => [term, asFractions(value)] as const) };
    case 'table':
      return tableInFractions(block);
    case 'chart':
      return chartInFractions(block);
    case 'samples':
      return { ...block, cards: block.cards.map(cardInFractions) };
    case 'pixels':
      return {
        ...block,
        cards: block.cards.map((card) => ({
          ...card,
          outcome: asFractions(card.outcome),
          note: asFractions(card.note),
        })),
      };
    case 'glossary':
    case 'diagram':
    case 'approval':
      return block;
    default:
      return block satisfies never;
  }
}

export function noticeInFractions(notice: Notice): Notice {
  return {
    ...notice,
    statement: asFractions(notice.statement),
    findings: notice.findings.map((finding) => ({ ...finding, text: asFractions(finding.text) })),
    advice: asFractions(notice.advice),
  };
}

function cardInFractions(card: SampleCard): SampleCard {
  return {
    ...card,
    note: asFractions(card.note),
    probabilities: card.probabilities.map((each) => ({ ...each, shown: each.shown.map(asFractions) })),
  };
}
