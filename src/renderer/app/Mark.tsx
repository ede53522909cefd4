import type { ReactNode } from 'react';

/** The mark of the lab: two modalities fused into one answer. */
export function Mark(): ReactNode {
  return (
    <svg width="22" height="22" viewBox="0 0 22 22" fill="none" aria-hidden="true" style={{ flex: 'none' }}>
      <path d="M5 5 11 11M5 17l6-6h7" stroke="var(--mantine-color-anchor)" strokeWidth="2" />
      <rect x="2" y="2" width="6" height="6" rx="1.5" fill="var(--mantine-color-anchor)" />
      <circle cx="5" cy="17" r="3" fill="var(--mantine-color-anchor)" />
      <circle
        cx="11"
        cy="11"
        r="2.4"
        fill="var(--mantine-color-body)"
        stroke="var(--mantine-color-anchor)"
        strokeWidth="1.6"
      />
      <circle cx="18.5" cy="11" r="2.5" fill="var(--lab-bad)" />
    </svg>
  );
}
