import { Button, Collapse } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useId, useState, type ReactNode } from 'react';
import { texts } from '../../texts/catalogue';

export interface MoreProps {
  /** What the settings are of, for those who hear the button. */
  readonly label: string;
  /** Shown from the start: something inside is wrong. */
  readonly opened: boolean;
  readonly children: ReactNode;
}

/** Settings that most studies leave as they are. */
export function More({ label, opened, children }: MoreProps): ReactNode {
  const [open, setOpen] = useState(opened);
  const id = useId();
  // Once something inside was wrong it stays open: it would close under the hand that mends it.
  const [before, setBefore] = useState(opened);
  if (opened !== before) {
    setBefore(opened);
    if (opened) setOpen(true);
  }
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
      <Collapse expanded={open} id={id}>
        {open ? children : null}
      </Collapse>
    </div>
  );
}
