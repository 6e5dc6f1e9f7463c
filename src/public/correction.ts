import type { LocalisedText, Names } from '../platform/i18n/localised.ts';
import type { Organisation, Promised } from './data.ts';

/** A line of the log of corrections: what was said, what is said now, and why. */
export type Correction = Pick<Promised, 'currency' | 'measure'> & {
  id: string;
  at: Date;
  slug: string;
  partnershipNames: Names;
  isDemo: boolean;
  cause: 'change' | 'counter_entry' | 'settled';
  commitmentId: string | null;
  deliveryId: string | null;
  /** The entry that stands in its place. */
  replacementId: string | null;
  title: LocalisedText;
  organisationId: string;
  fields: string[];
  /** What a commitment said in these fields. */
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  reasons: LocalisedText;
  wasAmount: bigint | null;
  wasComparator: Promised['comparator'] | null;
  wasPeriod: string | null;
  wasPlace: string | null;
  nowAmount: bigint | null;
  nowComparator: Promised['comparator'] | null;
  nowPeriod: string | null;
  nowPlace: string | null;
};

export type CorrectionsData = { corrections: Correction[]; organisations: Organisation[]; page: number; more: boolean };
