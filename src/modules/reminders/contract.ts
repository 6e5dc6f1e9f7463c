import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { LocalisedTextSchema } from '../../platform/i18n/localised.ts';
import { locales } from '../../platform/i18n/locales.ts';
import { isDay } from '../../platform/time/calendar.ts';
import { sections } from './digest.ts';

const Day = z.string().check(z.refine(isDay));
const Section = z.object({ real: z.int(), demo: z.int(), first: z.array(z.uuid()) });
const Contents = z.record(z.enum(sections), Section);
/** The commitments that sections name, as the actor may see them now. */
const Named = z.object({
  id: z.uuid(),
  title: LocalisedTextSchema,
  isDemo: z.boolean(),
  termLast: z.nullable(Day),
});
const Choice = z.object({ byMail: z.boolean(), locale: z.enum(locales) });

export const remindersContract = {
  now: endpoint
    .route({ method: 'GET', path: '/reminders/now', summary: 'What my organisation should look at now' })
    .meta({ needs: 'accords.read' })
    .output(z.object({ today: Day, contents: Contents, commitments: z.array(Named) })),
  digests: endpoint
    .route({
      method: 'GET',
      path: '/reminders/digests',
      summary: 'The weekly digests of my organisation, newest first',
    })
    .meta({ needs: 'accords.read' })
    .output(
      z.object({
        items: z.array(
          z.object({
            id: z.uuid(),
            /** ISO 8601, such as `2026-W47`. */
            week: z.string(),
            monday: Day,
            madeAt: z.iso.datetime(),
            contents: Contents,
          }),
        ),
        commitments: z.array(Named),
      }),
    ),
  choice: endpoint
    .route({ method: 'GET', path: '/reminders/choice', summary: 'Whether the digest comes to me by mail' })
    .meta({ needs: 'session.read' })
    .output(z.extend(Choice, { /** This installation sends mail. */ isPossible: z.boolean() })),
  choose: endpoint
    .route({ method: 'POST', path: '/reminders/choice', summary: 'Choose whether the digest comes to me by mail' })
    .meta({ needs: 'session.read' })
    .input(Choice)
    .output(Choice),
};
