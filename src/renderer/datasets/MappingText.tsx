import type { ReactNode } from 'react';
import type { MappingDraft } from '../../shared/mapping/edit';
import { parseMapping } from '../../shared/mapping/mapping';
import { texts } from '../texts/catalogue';
import { JsonText } from '../ui/JsonText';

const words = texts.datasets.mapped;

/** The whole mapping as JSON. */
export function MappingText({
  draft,
  onChange,
}: {
  readonly draft: MappingDraft;
  readonly onChange: (draft: MappingDraft) => void;
}): ReactNode {
  return (
    <JsonText<MappingDraft>
      label={words.text}
      hint={words.textHint}
      draft={draft}
      parse={(json) => parseMapping(json, '')}
      onChange={onChange}
    />
  );
}
