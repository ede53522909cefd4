import { useEffect, useState } from 'react';

/** Has the browser promised to keep the workspace? Null where it cannot be asked. */
export function usePersisted(): boolean | null {
  const [persisted, setPersisted] = useState<boolean | null>(null);
  useEffect(() => {
    // Undefined where the page is not served over a secure connection.
    const storage = navigator.storage as StorageManager | undefined;
    storage?.persisted().then(setPersisted, () => {
      setPersisted(null);
    });
  }, []);
  return persisted;
}
