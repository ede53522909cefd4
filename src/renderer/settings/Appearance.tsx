import {
  Group,
  Input,
  Radio,
  SegmentedControl,
  Stack,
  Text,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { rateOf } from '../../analysis/statistics/estimate';
import { colourOn, palettes } from '../charts/palette';
import { texts } from '../texts/catalogue';
import { Figure } from '../ui/Figure';
import { Saved } from '../ui/Saved';
import { PaletteName, usePreferences } from '../workspace/preferences';

const words = texts.settings;
const example = rateOf(Array.from({ length: 500 }, (_, index) => ({ hit: index < 471, group: String(index) })));

/** Theme, colours of charts, and how shares are written. */
export function Appearance(): ReactNode {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme();
  const [preferences, change] = usePreferences();
  const theme = useId();
  return (
    <Stack gap="lg" maw={560}>
      <Stack gap={4} align="flex-start">
        <Input.Label id={theme} labelElement="div">
          {words.theme.label}
        </Input.Label>
        <SegmentedControl
          aria-labelledby={theme}
          value={colorScheme}
          onChange={(value) => {
            setColorScheme(value);
          }}
          data={[
            { value: 'light', label: words.theme.light },
            { value: 'dark', label: words.theme.dark },
            { value: 'auto', label: words.theme.system },
          ]}
        />
      </Stack>
      <Radio.Group
        label={words.palette.label}
        description={words.palette.hint}
        value={preferences.palette}
        onChange={(value) => {
          change({ palette: value });
        }}
      >
        <Stack gap="xs" mt="xs">
          {PaletteName.options.map((name) => (
            <Radio
              key={name}
              value={name}
              label={
                <Group gap="sm" component="span">
                  {words.palette[name]}
                  <Group gap={3} component="span" aria-hidden>
                    {palettes[name].map((colour) => (
                      <span
                        key={colour}
                        style={{ width: 14, height: 14, borderRadius: 3, background: colourOn(scheme, colour) }}
                      />
                    ))}
                  </Group>
                </Group>
              }
            />
          ))}
        </Stack>
      </Radio.Group>
      <Radio.Group
        label={words.units.label}
        value={preferences.units}
        onChange={(value) => {
          change({ units: value });
        }}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="percent" label={words.units.percent} />
          <Radio value="fraction" label={words.units.fraction} />
        </Stack>
      </Radio.Group>
      <div>
        <Text size="xs" c="dimmed">
          {words.example}
        </Text>
        <Figure estimate={example} term="robustAccuracy" size="lg" />
      </div>
      <Saved kept={texts.ui.saved.atOnce} />
    </Stack>
  );
}
