import { useQuery } from '@tanstack/react-query';
import { Timeline } from '../../design/index.ts';
import { accessApi } from '../../modules/access/ui/client.ts';
import type { Happening } from '../../platform/happening.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import { nameIn, type Names } from '../../platform/i18n/shown.ts';

type Props = {
  events: readonly Happening[];
  /** Those that the events name, as far as the reader may know them. */
  organisations: readonly { id: string; names: Names }[];
  /** What happened, in a few words of the module that the record belongs to. */
  words: (event: Happening) => string;
};

/** Of those who did something, whom the reader may know by name: people and tokens of their own organisation. */
function useActors(events: readonly Happening[]) {
  const ids = [...new Set(events.flatMap(({ person }) => person ?? []))].slice(0, 100);
  const { data = [] } = useQuery({ ...accessApi.actors.queryOptions({ input: { ids } }), enabled: ids.length > 0 });
  return data;
}

/** Who did what with a record, and when; nothing where nothing is known. */
export function History({ events, organisations, words }: Props) {
  const { t, locale, formats } = useLanguage();
  const actors = useActors(events);
  if (events.length === 0) return null;
  const who = ({ organisation, person }: Happening): string => {
    const found = organisations.find(({ id }) => id === organisation);
    const whose = found ? nameIn(locale, found.names) : t('web.history.somebody');
    const own = actors.find(({ id }) => id === person);
    return own ? `${whose} · ${own.name}` : whose;
  };
  return (
    <section className="stack">
      <h2>{t('web.history.title')}</h2>
      <p className="hint">{t('web.history.clock')}</p>
      <Timeline
        entries={events.map((event) => ({
          key: event.id,
          when: formats.moment(new Date(event.at), 'Asia/Almaty'),
          date: event.at,
          title: words(event),
          text: who(event),
        }))}
      />
    </section>
  );
}
