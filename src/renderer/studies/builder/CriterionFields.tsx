import { useMemo, type ReactNode } from 'react';
import { criterionCatalogue } from '../../../shared/planning/choice-catalogue';
import { PartFields } from '../../parts/PartFields';
import type { AttackCardProps } from './attack-card-props';

/** The numbers of a removal's criterion; nothing where it has none. */
export function CriterionFields(props: AttackCardProps & { readonly where: string }): ReactNode {
  const { attack, problems, where, onChange } = props;
  const criteria = useMemo(criterionCatalogue, []);
  const criterion = attack.criterion ?? { name: 'score-drop' };
  const choice = criteria.find(({ name }) => name === criterion.name);
  return choice === undefined ? null : (
    <PartFields
      choice={choice}
      fields={criterion}
      where={`${where}.criterion`}
      problems={problems}
      onChange={(next) => {
        onChange({ ...attack, criterion: { ...next, name: criterion.name } });
      }}
    />
  );
}
