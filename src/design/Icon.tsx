import type { ReactNode } from 'react';
import type { StatusKey } from './keys.ts';
import { classes } from './keys.ts';

const line = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.7 } as const;
const ring = <circle cx="8" cy="8" r="6.2" {...line} />;

/** One shape per status: each differs in outline, so that none needs its colour. */
const statusShapes: Record<StatusKey, ReactNode> = {
  kept: (
    <path
      fill="currentColor"
      fillRule="evenodd"
      d="M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm3.3 4-4.2 4.3-2-2L3.9 8.5l3.2 3.2 5.4-5.5Z"
    />
  ),
  on_track: <path fill="currentColor" d="m4 2 10 6-10 6z" />,
  at_risk: (
    <>
      <path {...line} strokeLinejoin="round" d="m8 1.2 6.8 6.8L8 14.8 1.2 8Z" />
      <path {...line} d="M8 4.6v4M8 10v1.7" />
    </>
  ),
  overdue: <path fill="currentColor" fillRule="evenodd" d="M2 2h12v12H2Zm5 2v5h2V4Zm0 6.3v1.9h2v-1.9Z" />,
  not_reported: <circle cx="8" cy="8" r="6.2" {...line} strokeDasharray="2.6 2.25" />,
  not_started: ring,
  withdrawn: (
    <>
      {ring}
      <path {...line} d="m4.5 11.5 7-7" />
    </>
  ),
  no_target: <path stroke="currentColor" strokeWidth="2.2" d="M2 8h12" />,
};

const otherShapes = {
  arrow: <path {...line} d="M1.5 8h12M9 3.5 13.5 8 9 12.5" />,
  both: <path {...line} d="M1 8h14M4.6 4 1 8l3.6 4M11.4 4 15 8l-3.6 4" />,
  back: <path {...line} d="M14.5 8h-12M7 3.5 2.5 8 7 12.5" />,
  forward: <path {...line} d="M1.5 8h12M9 3.5 13.5 8 9 12.5" />,
  download: <path {...line} d="M8 1.5v8.7M4.2 6.6 8 10.4l3.8-3.8M2 14h12" />,
  search: <path {...line} d="M7 2.2a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 0 1 0-9.6Zm3.4 8.2 4 4" />,
  warning: <path {...line} strokeLinejoin="round" d="M8 1.8 15 14H1ZM8 6v4M8 11.2v1.5" />,
  close: <path {...line} d="m3.5 3.5 9 9m0-9-9 9" />,
} as const;

export type IconName = StatusKey | keyof typeof otherShapes;
const directional = new Set<IconName>(['arrow', 'back', 'forward', 'on_track']);

/** A 16 px shape drawn in the text's colour. With `label` it is read aloud; without, the words beside it say the same. */
export function Icon({ name, label, className }: { name: IconName; label?: string; className?: string }) {
  const shape = name in statusShapes ? statusShapes[name as StatusKey] : otherShapes[name as keyof typeof otherShapes];
  const said = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <svg viewBox="0 0 16 16" className={classes('icon', directional.has(name) && 'flip', className)} {...said}>
      {shape}
    </svg>
  );
}

/** The mark of Yntymaq: two arcs that hold a lattice; never mirrored. */
export function Logo() {
  return (
    <svg viewBox="0 0 32 32" fill="none" strokeLinecap="round" aria-hidden="true">
      <path stroke="var(--sky)" strokeWidth="3.4" d="M25.9 8.1A12.6 12.6 0 1 0 6.1 23.9" />
      <path stroke="var(--sun)" strokeWidth="3.4" d="M10.8 27.5A12.6 12.6 0 0 0 28.4 13.6" />
      <path
        stroke="var(--ink)"
        strokeWidth="1.5"
        d="M9.5 14.2q5.4 2.7 8.3 8.3M14.2 9.5q5.6 2.9 8.3 8.3M22.5 14.2q-5.4 2.7-8.3 8.3M17.8 9.5q-5.6 2.9-8.3 8.3"
      />
    </svg>
  );
}
