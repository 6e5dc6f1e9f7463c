import type { PeriodValue } from './claim.ts';
import { type DraftOf, isTaken, type SentenceView, take, tokenSpan } from './draft.ts';
import type { NumberRun } from './numbers.ts';
import { after, before } from './tokens.ts';

const units: readonly (readonly [RegExp, (count: number) => string])[] = [
  [/^(?:жыл|йил|год|лет|года|year|years)(?:\p{L}{0,4})?(?= |$)/u, (count) => `P${count}Y`],
  [/^(?:ай(?:дың|да|ға|лық|дан|ы)?|ой(?:да|га|дан|лик)?|месяц\p{L}*|months?)(?= |$)/u, (count) => `P${count}M`],
  [/^(?:апта\p{L}*|ҳафта\p{L}*|недел\p{L}*|weeks?)(?= |$)/u, (count) => `P${count}W`],
  [/^(?:күн\p{L}*|кун\p{L}*|дн(?:я|ей|ям)|день|days?)(?= |$)/u, (count) => `P${count}D`],
];
const lastingBehind = /^(?:ішінде|бойы|бойына|ішіндегі|мерзім\p{L}*|ичида|давомида|мобайнида|муддат\p{L}*)(?= |$)/u;
const lastingAhead =
  /(?:^| )(?:за(?: последние| прошедшие)?|в течение|на протяжении|сроком на|на|within|over(?: the (?:last|past))?|in|during(?: the (?:last|past))?|for|for the (?:last|past)) $/u;
const lastingSuffix = /(?:ға|ге|қа|ке|га|лық|лик|(?:жыл|ай|апта|күн|йил|ой|ҳафта|кун)(?:да|де))$/u;
/** «екі айда бір»: how often, not how long. */
const howOften = /^(?:бір|бир) (?:рет|марта)(?= |$)|^(?:бір|бир)(?= [.,]|$)/u;

/** Lengths of time: «екі жыл ішінде», «за два года», `within two years`. A bare «5 жыл» is none. */
export function findDurations(view: SentenceView): DraftOf<'period'>[] {
  const found: DraftOf<'period'>[] = [];
  for (const run of view.runs) {
    if (isTaken(view, run) || run.ending === 'ordinal' || !Number.isInteger(run.value) || run.value > 200) continue;
    const draft = readDuration(view, run);
    if (draft) found.push(draft);
  }
  return found;
}

function readDuration(view: SentenceView, run: NumberRun): DraftOf<'period'> | null {
  const text = after(view.sentence, run.last + 1, 60);
  for (const [pattern, duration] of units) {
    const match = pattern.exec(text);
    if (!match) continue;
    const behind = lastingBehind.test(text.slice(match[0].length + 1));
    const ahead = lastingAhead.exec(before(view.sentence, run.first, 40));
    const suffixed = lastingSuffix.test(match[0]) && !howOften.test(text.slice(match[0].length + 1));
    if (!behind && !ahead && !suffixed) return null;
    const words = ahead ? ahead[0].trim().split(' ').length : 0;
    const first = behind || suffixed ? run.first : run.first - words;
    const last = run.last + (behind ? 2 : 1);
    take(view, first, last);
    const value: PeriodValue = {
      from: null,
      until: null,
      duration: duration(run.value),
      role: behind || suffixed || /за|over|within|in|в течение/u.test(ahead?.[0] ?? '') ? 'result_period' : 'other',
    };
    return {
      ...tokenSpan(view.sentence, first, last),
      id: view.ids.next('period'),
      kind: 'period',
      value,
      stage: 'durations/words',
      confidence: 0.8,
    };
  }
  return null;
}
