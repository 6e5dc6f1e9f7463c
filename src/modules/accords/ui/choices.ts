import type { Assessment, Row, Visibility } from './types.ts';

/** What a person can choose from. The server's schemas hold the same words; the types keep the two together. */
export const kinds = ['money', 'measure', 'act'] as const satisfies readonly Row['kind'][];
export const visibilities = ['own_side', 'partnership', 'public'] as const satisfies readonly Visibility[];
export const verdicts = ['on_track', 'at_risk', 'late'] as const satisfies readonly Assessment['verdict'][];
