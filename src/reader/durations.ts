import type { PeriodValue } from './claim.ts';
import { type DraftOf, isTaken, type SentenceView, take, tokenSpan } from './draft.ts';
import type { NumberRun } from './numbers.ts';
import { after, before } from './tokens.ts';

const units: readonly (readonly [RegExp, (count: number) => string])[] = [
  [/^(?:жыл|йил|год|лет|года|year|years)(?:[a-zа-ӿ]{0,4})?(?= |$)/, (count) => `P${count}Y`],
  [/^(?:ай(?:дың|да|ға|лық|дан|ы)?|ой(?:да|га|дан|лик)?|месяц[a-zа-ӿ]*|months?)(?= |$)/, (count) => `P${count}M`],
  [/^(?:апта[a-zа-ӿ]*|ҳафта[a-zа-ӿ]*|недел[a-zа-ӿ]*|weeks?)(?= |$)/, (count) => `P${count}W`],
  [/^(?:күн[a-zа-ӿ]*|кун[a-zа-ӿ]*|дн(?:я|ей|ям)|день|days?)(?= |$)/, (count) => `P${count}D`],
];
const lastingBehind =
  /^(?:ішінде|бойы|бойына|ішіндегі|мерзім[a-zа-ӿ]*|ичида|давомида|мобайнида|муддат[a-zа-ӿ]*)(?= |$)/;
const lastingAhead =
  /(?:^| )(?:за(?: последние| прошедшие)?|в течение|на протяжении|сроком на|на|within|over(?: the (?:last|past))?|in|during(?: the (?:last|past))?|for|for the (?:last|past)) $/;
const lastingSuffix = /(?:ға|ге|қа|ке|га|лық|лик|(?:жыл|ай|апта|күн|йил|ой|ҳафта|кун)(?:да|де))$/;
/** «екі айда бір»: how often, not how long. */
const howOften = /^(?:бір|бир) (?:рет|марта)(?= |$)|^(?:бір|бир)(?= [.,]|$)/;

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
      role: behind || suffixed || /за|over|within|in|в течение/.test(ahead?.[0] ?? '') ? 'result_period' : 'other',
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
