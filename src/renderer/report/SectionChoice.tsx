import { Accordion, Checkbox, List, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { OptionalSection, optionalSections, requiredSections } from '../../shared/reports/report-sections';
import { texts } from '../texts/catalogue';

const words = texts.report.sections;

export interface SectionChoiceProps {
  readonly without: readonly OptionalSection[];
  readonly onChange: (without: readonly OptionalSection[]) => void;
}

/** Which sections the report has; those without which its numbers would mislead are told, not offered. */
export function SectionChoice({ without, onChange }: SectionChoiceProps): ReactNode {
  const all = OptionalSection.options;
  return (
    <Accordion variant="contained" chevronPosition="right">
      <Accordion.Item value="sections">
        <Accordion.Control>
          <Text size="sm" fw={500}>
            {words.title}
          </Text>
          <Text size="xs" c="dimmed">
            {without.length === 0 ? words.all : words.leftOut(without.length, all.length)}
          </Text>
        </Accordion.Control>
        <Accordion.Panel>
          <Stack gap={8}>
            {all.map((id) => (
              <Checkbox
                key={id}
                size="sm"
                label={optionalSections[id]}
                checked={!without.includes(id)}
                onChange={({ currentTarget: { checked } }) => {
                  onChange(all.filter((one) => (one === id ? !checked : without.includes(one))));
                }}
              />
            ))}
            <Text size="sm" fw={500} mt={4}>
              {words.always}
            </Text>
            <List size="xs" spacing={2}>
              {Object.values(requiredSections).map(({ title, why }) => (
                <List.Item key={title}>
                  <b>{title}</b>: {why}
                </List.Item>
              ))}
            </List>
          </Stack>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
