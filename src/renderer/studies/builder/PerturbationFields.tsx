import { Button, Group, Input, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { Norm } from '../../../shared/attacks/attack';
import { Share } from '../../../shared/attacks/gradient';
import { titleFrom } from '../../../shared/text/naming';
import { settingName, settingText } from '../../../shared/planning/setting-text';
import { texts } from '../../texts/catalogue';
import { canShare } from '../plan-edits';
import { inOtherNorm, normOf } from '../other-norm';
import { problemAt } from '../../parts/problems';
import type { AttackCardProps } from './attack-card-props';
import { BudgetTable } from './BudgetTable';
import { ProblemText } from './section';
import { SourceField } from './SourceField';

const words = texts.builder.attacks;

/** Of a perturbation: its norm, its radii, and whether modalities share a total. */
export function PerturbationFields(props: AttackCardProps & { readonly where: string }): ReactNode {
  const { attack, choice, manifest, problems, where, onChange } = props;
  /** The norm that the radii were written for; null: the one that is chosen. */
  const [before, setBefore] = useState<Norm | null>(null);
  const norms = offered(Norm.options, choice, 'norm');
  const shares = offered(Share.options, choice, 'share');
  const sharing = canShare(attack);
  return (
    <Stack gap={6}>
      {choice?.fields.some(({ name }) => name === 'source') === true ? <SourceField {...props} /> : null}
      <Group gap="lg" align="flex-start">
        <div>
          <Input.Label size="xs" component="div" display="block">
            {titleFrom(settingName('norm'))}
          </Input.Label>
          <SegmentedControl
            aria-label={titleFrom(settingName('norm'))}
            data-field={`${where}.norm`}
            data={norms.map((value) => ({ value, label: settingText(value, 'norm') }))}
            value={attack.norm ?? 'linf'}
            onChange={(norm) => {
              setBefore(before ?? normOf(attack));
              onChange({ ...attack, norm });
            }}
          />
        </div>
        <div>
          <Input.Label size="xs" component="div" display="block">
            {titleFrom(settingName('share'))}
          </Input.Label>
          <SegmentedControl
            aria-label={titleFrom(settingName('share'))}
            data-field={`${where}.share`}
            disabled={!sharing && (attack.share ?? 'full') === 'full'}
            data={shares.map((value) => ({ value, label: settingText(value, 'share') }))}
            value={attack.share ?? 'full'}
            onChange={(share) => {
              onChange({ ...attack, share });
            }}
          />
          {sharing ? null : (
            <Text size="xs" c="dimmed">
              {words.shareOne}
            </Text>
          )}
        </div>
      </Group>
      {before === null || before === normOf(attack) ? null : (
        <Group gap="sm" role="status">
          <Text size="xs" c="dimmed" maw="60ch">
            {words.radiiOf(settingText(before, 'norm'))}
          </Text>
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => {
              setBefore(null);
              onChange(inOtherNorm(attack, before, manifest.modalities));
            }}
          >
            {words.convertRadii(settingText(normOf(attack), 'norm'))}
          </Button>
        </Group>
      )}
      <BudgetTable {...props} />
      <ProblemText text={problemAt(problems, `${where}.norm`)} />
      <ProblemText text={problemAt(problems, `${where}.share`)} />
    </Stack>
  );
}

/** Of all values of a field, those that the attack's own schema has. */
function offered<Value extends string>(
  all: readonly Value[],
  choice: AttackCardProps['choice'],
  name: string,
): readonly Value[] {
  const own = choice?.fields.find((field) => field.name === name)?.options;
  return own === undefined ? all : all.filter((value) => own.includes(value));
}
