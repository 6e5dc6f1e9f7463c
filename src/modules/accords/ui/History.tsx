import { Timeline } from '../../../design/index.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { happenings } from './happenings.ts';
import { isOneOf } from './oneOf.ts';
import type { Commitment, Happening, Named } from './types.ts';
import { useWords, type Words } from './useWords.ts';

/** The organisation that did something; one that is not named to this reader stays unnamed. */
export const whoDid = (
  { organisation }: Pick<Happening, 'organisation'>,
  organisations: readonly Named[],
  { t, locale }: Words,
) => {
  const found = organisations.find(({ id }) => id === organisation);
  return found ? nameIn(locale, found.names) : t('accords.ui.event.somebody');
};

/** What happened, in a few words. */
export function happeningText({ subject, action }: Pick<Happening, 'subject' | 'action'>, { t }: Words): string {
  const name = `${subject}.${action}`;
  return t(isOneOf(happenings, name) ? `accords.ui.event.${name}` : 'accords.ui.event.other');
}

/** Who did what with this record, and when. */
export function History({ commitment: { events, organisations } }: { commitment: Commitment }) {
  const words = useWords();
  const { t, formats } = words;
  if (events.length === 0) return null;
  return (
    <section className="stack">
      <h2>{t('accords.ui.history')}</h2>
      <p className="hint">{t('web.history.clock')}</p>
      <Timeline
        entries={events.map((event) => ({
          key: event.id,
          when: formats.moment(new Date(event.at), 'Asia/Almaty'),
          date: event.at,
          title: happeningText(event, words),
          text: whoDid(event, organisations, words),
        }))}
      />
    </section>
  );
}
