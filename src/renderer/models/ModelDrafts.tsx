import type { ReactNode } from 'react';
import type { Draft } from '../../shared/window/workspace';
import { hrefTo } from '../address/route';
import { texts } from '../texts/catalogue';
import { DraftTable } from '../ui/DraftTable';
import { useDrafts } from '../workspace/use-drafts';

const words = texts.models.drafts;

/** Models that were begun and not trained, of the project shown; nothing where there are none. */
export function ModelDrafts(): ReactNode {
  const drafts = useDrafts('model');
  if (drafts.length === 0) return null;
  return (
    <DraftTable
      id="model-drafts"
      drafts={drafts}
      of={words.name}
      untitled={words.untitled}
      href={hrefOf}
      copied={asItIs}
      empty={null}
    />
  );
}

function hrefOf({ id }: Draft): string {
  return hrefTo('models', ['new'], { draft: id });
}

/** A model is called after its parts. */
function asItIs(content: unknown): unknown {
  return content;
}
