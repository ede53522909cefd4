import { Button, Collapse, Stack } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { MapDraft } from '../../../shared/imported/map-edit';
import { ModelMap } from '../../../shared/imported/model-map';
import { parse } from '../../../shared/parse';
import { texts } from '../../texts/catalogue';
import { JsonText } from '../../ui/JsonText';

const words = texts.modelImport;

export interface MapTextProps {
  readonly draft: MapDraft;
  readonly onChange: (draft: MapDraft) => void;
}

/** The whole map as JSON, folded away: what the command line reads and writes. */
export function MapText({ draft, onChange }: MapTextProps): ReactNode {
  const [isShown, setShown] = useState(false);
  return (
    <Stack gap="xs">
      <Button
        variant="subtle"
        size="compact-sm"
        style={{ alignSelf: 'start' }}
        aria-expanded={isShown}
        onClick={() => {
          setShown(!isShown);
        }}
      >
        {words.text}
      </Button>
      <Collapse expanded={isShown}>
        {isShown ? (
          <JsonText<MapDraft>
            label={words.text}
            hint={words.textHint}
            draft={draft}
            parse={(json) => parse(ModelMap, json, '')}
            onChange={onChange}
          />
        ) : null}
      </Collapse>
    </Stack>
  );
}
