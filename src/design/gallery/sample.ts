import type { StatusKey, StrengthKey } from '../keys.ts';
import { en } from './sample.en.ts';
import { he } from './sample.he.ts';
import { kk } from './sample.kk.ts';

/** The words of the gallery in one language. Every party and figure in it is invented. */
export type Sample = {
  lang: string;
  brand: string;
  skip: string;
  language: string;
  sections: string;
  nav: readonly string[];
  demo: { title: string; text: string; badge: string };
  path: string;
  crumb: readonly string[];
  title: string;
  lead: string;
  from: string;
  to: string;
  arrow: string;
  and: string;
  date: string;
  status: Readonly<Record<StatusKey, string>>;
  strength: Readonly<Record<StrengthKey, string>>;
  strengthSentence: string;
  legend: { promised: string; delivered: string; open: string; act: string; over: string };
  figures: readonly { value: string; label: string }[];
  rows: Readonly<Record<StatusKey, { title: string; meta: string; amount: string }>>;
  over: { title: string; meta: string; amount: string };
  proof: {
    show: string;
    amount: string;
    quote: string;
    marked: string;
    translation: string;
    note: string;
    open: string;
  };
  facts: { source: string; published: string; event: string; speaker: string };
  values: { source: string; event: string; speaker: string; day: string; unknown: string };
  dispute: { title: string; first: string; second: string; note: string; source: string };
  sides: { giver: string; receiver: string; confirmed: string; silent: string; nothing: string; signed: string };
  heads: { strength: string; proof: string; sides: string; timeline: string; glance: string; table: string };
  timeline: { first: string; second: string; undated: string; after: string; nothing: string; send: string };
  table: {
    place: string;
    seen: string;
    operations: string;
    rows: readonly [string, string, string][];
    total: readonly [string, string, string];
  };
  pager: { label: string; summary: string; previous: string; next: string };
  work: Work;
  footer: string;
};

type Work = {
  steps: readonly string[];
  sentence: string;
  confirm: string;
  confirmEffect: string;
  reject: string;
  rejectEffect: string;
  sign: string;
  signEffect: string;
  nameLabel: string;
  nameHint: string;
  dateLabel: string;
  dateError: string;
  precision: string;
  save: string;
  cancel: string;
  info: string;
  warn: string;
  stop: string;
  emptyTitle: string;
  emptyText: string;
  emptyAction: string;
  progress: string;
  done: string;
  undo: string;
  search: string;
  placeholder: string;
};

/** The languages the gallery is looked at in: the first language, the shortest, and one that runs from right to left. */
export const samples: Readonly<Record<'kk' | 'en' | 'he', Sample>> = { kk, en, he };
