import { implement } from '@orpc/server';
import { isDemonstration } from '../directory/index.ts';
import { recordEvent } from '../../platform/event.sql.ts';
import { commitmentTitles } from '../accords/index.ts';
import type { Served } from '../../platform/serve.ts';
import { addDays } from '../../platform/time/calendar.ts';
import { firstDayOf, parseWeek } from '../../platform/time/week.ts';
import { remindersContract } from './contract.ts';
import { choiceOf, digestNow, digests, saveChoice, sendsMail } from './digest.sql.ts';
import { type Contents, sections } from './digest.ts';

const api = implement(remindersContract).$context<Served>();
const digestsShown = 12;
const named = (contents: Contents): string[] => sections.flatMap((name) => [...contents[name].first]);
const sectionsOf = (contents: Contents) =>
  Object.fromEntries(sections.map((name) => [name, { ...contents[name], first: [...contents[name].first] }])) as Record<
    (typeof sections)[number],
    { real: number; demo: number; first: string[] }
  >;

export const remindersRoutes = api.router({
  now: api.now.handler(async ({ context: { tx, today } }) => {
    const contents = await digestNow(tx, { today, since: new Date(`${addDays(today, -1)}T00:00:00Z`) });
    return { today, contents: sectionsOf(contents), commitments: await commitmentTitles(tx, named(contents)) };
  }),

  digests: api.digests.handler(async ({ context: { tx } }) => {
    const found = await digests(tx, digestsShown);
    const [newest] = found;
    return {
      items: found.map(({ id, week, made_at, contents }) => {
        const parsed = parseWeek(week);
        if (!parsed) throw new Error('a digest has no week');
        return { id, week, monday: firstDayOf(parsed), madeAt: made_at.toISOString(), contents: sectionsOf(contents) };
      }),
      commitments: newest
        ? await commitmentTitles(
            tx,
            found.flatMap(({ contents }) => named(contents)),
          )
        : [],
    };
  }),

  choice: api.choice.handler(async ({ context }) => {
    const chosen = await choiceOf(context);
    const isPossible = await sendsMail(context.tx);
    return { byMail: chosen?.by_mail ?? false, locale: chosen?.locale ?? 'kk', isPossible };
  }),

  choose: api.choose.handler(async ({ input, context }) => {
    await saveChoice(context, input);
    await recordEvent(context, {
      subject: 'reminder_choice',
      subjectId: context.actor.person,
      action: 'changed',
      fields: ['byMail', 'locale'],
      shared: {
        owner_organisation: context.actor.organisation,
        partnership_id: null,
        side_id: null,
        visibility: 'own_side',
        is_demo: await isDemonstration(context),
      },
    });
    return input;
  }),
});
