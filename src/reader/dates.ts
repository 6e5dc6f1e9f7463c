import type { DateValue, EdtfDate, PeriodValue } from './claim.ts';
import { type Found, findCalendar } from './date-patterns.ts';
import { type Draft, type DraftOf, type SentenceView, take } from './draft.ts';
import { findDurations } from './durations.ts';
import { findRelative } from './relative-dates.ts';
import { spanOf, tokenAt } from './tokens.ts';

/** What dates of a sentence may lean on: never to fill in a missing year, only to work out «this year» and «that year». */
export interface DateAnchor {
  readonly reference: EdtfDate | null;
  readonly lastYear: string | null;
}

type Modifier = DateValue['modifier'];
const behind: readonly (readonly [RegExp, Modifier])[] = [
  [/^ (?:қарай|қадар)(?= |$)/, 'by'],
  [/^ (?:дейін|шейін)(?= |$)/, 'until'],
  [/^ (?:бастап|бері|бошлаб|бери|буён)(?= |$)/, 'from'],
  [/^ (?:кейін|соң|сўнг|кейин)(?= |$)/, 'after'],
];
const ahead: readonly (readonly [RegExp, Modifier])[] = [
  [/(?:^| )(?:(?:к|ко) (?:концу |началу |середине )?|by (?:the )?(?:end of |early |late |mid )?)$/, 'by'],
  [
    /(?:^| )(?:до (?:конца |начала )?|until (?:the end of )?|before (?:the end of )?|no later than |не позднее )$/,
    'until',
  ],
  [/(?:^| )(?:начиная с |с |со |since |starting (?:in |from )|from )$/, 'from'],
  [
    /(?:^| )(?:после |after |(?:не )?(?:раньше|ранее) |not (?:before|earlier than) |no earlier than |(?:not|no) sooner than )$/,
    'after',
  ],
];

/** Dates and periods of a sentence, with the precision of the source. Marks what they use, so that no count is read from it. */
export function findDates(view: SentenceView, anchor: DateAnchor): Draft[] {
  const calendar = findCalendar(view.sentence.folded).map((found) => withModifier(view.sentence.folded, found));
  const relative = findRelative(view.sentence.folded, anchor, calendar);
  const all = [...calendar, ...relative].sort((a, b) => a.from - b.from);
  for (const found of all) takeFound(view, found.from, found.to);
  const drafts: Draft[] = all.map((found) => (isPeriod(found) ? periodDraft(view, found) : dateDraft(view, found)));
  return [...drafts, ...findDurations(view)].sort((a, b) => a.start - b.start);
}

function takeFound(view: SentenceView, from: number, to: number): void {
  take(view, tokenAt(view.sentence, from), tokenAt(view.sentence, to - 1));
}

function isPeriod(found: Found): boolean {
  return found.dates.length === 2 || found.modifier === 'from';
}

function withModifier(folded: string, found: Found): Found {
  const tail = folded.slice(found.to, found.to + 40);
  for (const [pattern, modifier] of behind) {
    const match = pattern.exec(tail);
    if (match) return { ...found, to: found.to + match[0].length, modifier };
  }
  if (/(?:гача)$/.test(folded.slice(found.from, found.to))) return { ...found, modifier: 'until' };
  const head = folded.slice(Math.max(0, found.from - 30), found.from);
  for (const [pattern, modifier] of ahead) {
    const match = pattern.exec(head);
    if (match) return { ...found, from: found.from - match[0].trimStart().length, modifier };
  }
  return found;
}

function periodDraft(view: SentenceView, found: Found): DraftOf<'period'> {
  const [from, until] = found.dates;
  const { folded } = view.sentence;
  const isTerm =
    /(?:арналған|жоспар|мўлжалланган|режа|бағдарлама|дастур)/.test(folded.slice(found.from, found.to + 60)) ||
    /(?:план|программ|стратеги|дорожн|меморандум|соглашени|plan|programme|program|strategy|road ?map|memorandum|agreement)/.test(
      folded.slice(Math.max(0, found.from - 60), found.from),
    );
  const value: PeriodValue = {
    from,
    until: until ?? null,
    ...(found.relative ? { relative: true } : {}),
    role: found.dates.length === 2 && isTerm && found.precision === 'year' ? 'instrument_term' : 'delivery_period',
  };
  return {
    ...spanOf(view.sentence, found.from, found.to),
    id: view.ids.next('period'),
    kind: 'period',
    value,
    stage: found.relative ? 'dates/relative' : 'dates/calendar',
    confidence: found.relative ? 0.7 : 0.9,
  };
}

function dateDraft(view: SentenceView, found: Found): DraftOf<'date'> {
  const lasts = /(?:^| )(?:действ[a-zа-ӿ]*|valid|in force|runs|действителен)(?: [a-zа-ӿ]+){0,2} $/;
  const isTerm = lasts.test(view.sentence.folded.slice(Math.max(0, found.from - 40), found.from));
  const isDeadline = !isTerm && (found.modifier === 'by' || found.modifier === 'until');
  const isSigned =
    /(?:қол қой(?:ды|ыл(?:ды|ған)|ған|ысты)|имзола(?:ди|нди|ган|нган)|подписал|подписан(?:а|о|ы)?(?= |$)|signed)/.test(
      view.sentence.folded,
    );
  const value: DateValue = {
    edtf: found.dates[0],
    precision: found.precision,
    role: isDeadline ? 'deadline' : isSigned && !isTerm ? 'instrument_signed' : 'event',
    ...(found.modifier ? { modifier: found.modifier } : {}),
    ...(found.relative ? { relative: true } : {}),
  };
  return {
    ...spanOf(view.sentence, found.from, found.to),
    id: view.ids.next('date'),
    kind: 'date',
    value,
    stage: found.relative ? 'dates/relative' : 'dates/calendar',
    confidence: found.relative || value.edtf.startsWith('XXXX') ? 0.7 : 0.9,
  };
}
