import { useEffect, useEffectEvent, useState } from 'react';
import type { LabNotification, LabNotificationName } from '../../shared/lab-channel/lab-api';
import { useLab } from './connection';

/** Calls `listener` whenever the host or the engine tells `name`; the newest listener counts. */
export function useNotification<Name extends LabNotificationName>(
  name: Name,
  listener: (content: LabNotification<Name>) => void,
): void {
  const lab = useLab();
  const tell = useEffectEvent(listener);
  useEffect(
    () =>
      lab.on(name, (content) => {
        tell(content);
      }),
    [lab, name],
  );
}

/** The last content of a notification; null before the first. */
export function useLatest<Name extends LabNotificationName>(name: Name): LabNotification<Name> | null {
  const [latest, setLatest] = useState<LabNotification<Name> | null>(null);
  useNotification(name, setLatest);
  return latest;
}
