import type { ReactNode } from 'react';
import type { ModalitySpec } from '../../shared/data/modality';
import { shownText } from '../../shared/text/shown-text';
import { texts } from '../texts/catalogue';
import { encoderChoices } from './catalogue';
import type { PartDraft } from './part-draft';
import type { FieldAt } from './problems';
import { PartSelect } from './PartSelect';

const words = texts.parts;

export interface EncoderSelectProps {
  readonly modality: string;
  readonly spec: ModalitySpec;
  /** Of the model, by modality. */
  readonly encoders: Readonly<Record<string, PartDraft>>;
  readonly at: FieldAt;
  /** Is said what the chosen encoder does? */
  readonly explained?: boolean;
  readonly width?: number;
  /** Why an encoder cannot be chosen; null: it can. */
  readonly reason?: (name: string) => string | null;
  /** @param name null: the model does not read the modality */
  readonly onChange: (name: string | null) => void;
}

/** The encoder of one modality, among those that can read it; or that the model does not read it. */
export function EncoderSelect(props: EncoderSelectProps): ReactNode {
  const { modality, spec, encoders, at, explained = false, width, reason, onChange } = props;
  const choices = encoderChoices(spec);
  const name = modality in encoders ? encoders[modality].name : null;
  const isLast = name !== null && Object.keys(encoders).length === 1;
  const meaning = explained ? choices.find((choice) => choice.name === name)?.meaning : undefined;
  const hint = isLast ? words.lastModality : meaning;
  return (
    <PartSelect
      label={words.encoder(shownText(modality))}
      choices={choices}
      name={name}
      at={at}
      none={{ label: words.notRead, disabled: isLast }}
      {...(hint === undefined ? {} : { hint })}
      {...(width === undefined ? {} : { width })}
      {...(reason === undefined ? {} : { reason })}
      onChange={onChange}
    />
  );
}
