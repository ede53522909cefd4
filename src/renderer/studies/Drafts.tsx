import type { ReactNode } from 'react';
import type { Draft } from '../../shared/window/workspace';
import { hrefTo } from '../address/route';
import { texts } from '../texts/catalogue';
import { DraftTable } from '../ui/DraftTable';
import { EmptyState } from '../ui/EmptyState';
import { useDrafts } from '../workspace/use-drafts';

const words = texts.studies.drafts;

/** Studies that were begun and not started: those of the project shown. */
export function Drafts(): ReactNode {
  const drafts = useDrafts('study');
  return (
    <DraftTable
      id="drafts"
      drafts={drafts}
      of={words.name}
      untitled={words.untitled}
      href={hrefOf}
      copied={named}
      empty={<EmptyState {...words.none} />}
    />
  );
}

function hrefOf({ id }: Draft): string {
  return hrefTo('studies', [id]);
}

function named(content: unknown, name: string): unknown {
  return typeof content === 'object' && content !== null ? { ...content, name } : content;
}
