import { Alert, Button, Group, Text } from '@mantine/core';
import { IconMap } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { DatasetManifest } from '../../../shared/data/dataset';
import { fromWire } from '../../../shared/errors';
import { isOfData } from '../../../shared/imported/map-of-data';
import { shownText } from '../../../shared/text/shown-text';
import { texts } from '../../texts/catalogue';
import { ErrorNotice } from '../../ui/ErrorNotice';
import type { Looked } from './looked';

const words = texts.modelImport.beside;

export interface MapBesideProps {
  readonly found: Looked['found'];
  /** The model was brought here without what lies beside it. */
  readonly isAlone: boolean;
  readonly manifest: DatasetManifest;
  /** The map is left where it is, and the form begins with what the model says of itself. */
  readonly isAnew: boolean;
  readonly onAnew: (isAnew: boolean) => void;
}

/** What became of the map that lies beside the model; nothing where none does. */
export function MapBeside({ found: { map, mapError }, isAlone, manifest, isAnew, onAnew }: MapBesideProps): ReactNode {
  if (mapError !== null) {
    return (
      <>
        <ErrorNotice error={fromWire(mapError)} />
        <Text size="sm">{words.damaged}</Text>
      </>
    );
  }
  if (map === null) {
    return isAlone ? (
      <Text size="sm" role="note" maw="80ch">
        {words.alone}
      </Text>
    ) : null;
  }
  if (!isOfData(map, manifest)) {
    return <Alert color="yellow" icon={<IconMap size={18} />} title={words.other(shownText(manifest.title))} />;
  }
  return (
    <Alert color="blue" icon={<IconMap size={18} />} role="status" title={isAnew ? words.left : words.used}>
      <Group justify="space-between" gap="sm">
        <Text size="sm" maw="80ch">
          {isAnew ? words.leftHint : words.usedHint}
        </Text>
        <Button
          variant="default"
          onClick={() => {
            onAnew(!isAnew);
          }}
        >
          {isAnew ? words.use : words.anew}
        </Button>
      </Group>
    </Alert>
  );
}
