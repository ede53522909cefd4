import { Button } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useId, type ReactNode } from 'react';
import { texts } from '../../texts/catalogue';
import { useOpened } from '../../parts/sought';

export interface MoreProps {
  /** What the settings are of, for those who hear the button. */
  readonly label: string;
  /** Places of the plan that have their fields here. */
  readonly places: readonly string[];
  /** Shown from the start: something inside is wrong. */
  readonly opened: boolean;
  readonly children: ReactNode;
}

/** Settings that most studies leave as they are. */
export function More({ label, places, opened, children }: MoreProps): ReactNode {
  const [open, setOpen] = useOpened(places, opened);
  const id = useId();
  return (
    <div>
      <Button
        variant="subtle"
        px={4}
        aria-expanded={open}
        aria-controls={id}
        aria-label={label}
        rightSection={open ? <IconChevronUp size={14} aria-hidden /> : <IconChevronDown size={14} aria-hidden />}
        onClick={() => {
          setOpen(!open);
        }}
      >
        {open ? texts.builder.less : texts.builder.more}
      </Button>
      <div id={id} hidden={!open}>
        {open ? children : null}
      </div>
    </div>
  );
}
