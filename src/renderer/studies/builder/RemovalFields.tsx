import { Checkbox, Group, Select } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { criterionCatalogue } from '../../../shared/planning/choice-catalogue';
import { shownName } from '../../../shared/text/shown-text';
import { texts } from '../../texts/catalogue';
import { subjectWithout } from '../plan-edits';
import { fieldAt, problemAt } from '../../parts/problems';
import type { AttackCardProps } from './attack-card-props';
import { ProblemText } from './section';

const words = texts.builder.attacks;

/** Of a removal: the modalities it removes from, and, where it has one, what makes a removal a candidate. */
export function RemovalFields(props: AttackCardProps & { readonly where: string }): ReactNode {
  const { attack, plan, manifest, choice, problems, where, onChange } = props;
  const chosen = attack.modalities ?? [];
  const criteria = useMemo(criterionCatalogue, []);
  const criterion = attack.criterion ?? { name: 'score-drop' };
  const asksCriterion = choice?.fields.some(({ name }) => name === 'criterion') === true;
  return (
    <>
      <Group gap="md" align="flex-start">
        <Checkbox.Group
          label={words.on}
          size="xs"
          data-field={`${where}.modalities`}
          value={chosen}
          onChange={(modalities) => {
            const order = Object.keys(manifest.modalities);
            onChange({
              ...attack,
              modalities: [...modalities].sort((a, b) => order.indexOf(a) - order.indexOf(b)),
            });
          }}
        >
          <Group gap="md" mt={4}>
            {Object.keys(manifest.modalities).map((id) => {
              const blind = subjectWithout(plan, id);
              return (
                <Checkbox
                  key={id}
                  value={id}
                  label={shownName(id)}
                  disabled={blind !== null && !chosen.includes(id)}
                  {...(blind === null ? {} : { description: words.notReadBy(shownName(id), shownName(blind)) })}
                />
              );
            })}
          </Group>
        </Checkbox.Group>
        {asksCriterion ? (
          <Select
            label={words.criterion}
            w={230}
            allowDeselect={false}
            data={criteria.map(({ name }) => name)}
            value={criterion.name}
            description={criteria.find(({ name }) => name === criterion.name)?.meaning}
            {...fieldAt(problems, `${where}.criterion.name`)}
            onChange={(name) => {
              if (name !== null) onChange({ ...attack, criterion: { name } });
            }}
          />
        ) : null}
      </Group>
      <ProblemText text={problemAt(problems, `${where}.modalities`)} />
    </>
  );
}
