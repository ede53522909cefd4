import { Button, Checkbox, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { DatasetManifest } from '../../../shared/data/dataset';
import { corruptionLabels, corruptionsOf, type Corruption } from '../../../shared/degradations/degradation';
import { shownText } from '../../../shared/text/shown-text';
import { texts } from '../../texts/catalogue';

const words = texts.builder.degradations;

export interface CorruptionKindsProps {
  readonly kinds: readonly string[];
  /** Inputs that suffer. */
  readonly modalities: readonly string[];
  readonly manifest: Pick<DatasetManifest, 'modalities'>;
  /** Path of the list. */
  readonly where: string;
  readonly onChange: (kinds: readonly string[]) => void;
}

/** Which corruptions, of those that happen to inputs of these kinds; all of them by one click. */
export function CorruptionKinds({ kinds, modalities, manifest, where, onChange }: CorruptionKindsProps): ReactNode {
  const able = ableKinds(modalities, manifest);
  // What does not happen to these inputs is shown as long as it is chosen, to be taken out.
  const shown = [...able, ...kinds.filter((kind) => !(able as readonly string[]).includes(kind))];
  return (
    <Stack gap={6}>
      <Checkbox.Group
        label={words.kinds}
        size="xs"
        data-field={where}
        value={[...kinds]}
        onChange={(chosen) => {
          onChange(shown.filter((kind) => chosen.includes(kind)));
        }}
      >
        <Group gap="md" mt={4}>
          {shown.map((kind) => (
            <Checkbox
              key={kind}
              value={kind}
              label={Object.hasOwn(corruptionLabels, kind) ? corruptionLabels[kind as Corruption] : shownText(kind)}
            />
          ))}
        </Group>
      </Checkbox.Group>
      <Button
        size="compact-xs"
        variant="default"
        w="fit-content"
        disabled={able.length === 0 || (able.length === kinds.length && able.every((kind) => kinds.includes(kind)))}
        onClick={() => {
          onChange(able);
        }}
      >
        {words.allKinds(able.length)}
      </Button>
    </Stack>
  );
}

/** Kinds that happen to each of the inputs. */
export function ableKinds(
  modalities: readonly string[],
  { modalities: specs }: Pick<DatasetManifest, 'modalities'>,
): readonly Corruption[] {
  const [first = [], ...others] = modalities
    .filter((id) => Object.hasOwn(specs, id))
    .map((id) => corruptionsOf(specs[id].kind));
  return first.filter((kind) => others.every((own) => own.includes(kind)));
}

/** Kinds for other inputs than before: those that happen to them too; none of them: the first that does. */
export function kindsFor(
  kinds: readonly string[],
  modalities: readonly string[],
  manifest: Pick<DatasetManifest, 'modalities'>,
): readonly string[] {
  const able = ableKinds(modalities, manifest);
  const kept = kinds.filter((kind) => (able as readonly string[]).includes(kind));
  if (kept.length > 0 || able.length === 0) return kept.length > 0 ? kept : kinds;
  return able.slice(0, 1);
}
