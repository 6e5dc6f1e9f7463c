import { Timeline } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import type { PersonPageData } from './client.ts';

const known = [
  'roleGranted',
  'roleEnded',
  'deactivated',
  'reactivated',
  'deactivatedEverywhere',
  'reactivatedEverywhere',
  'installationGranted',
  'installationWithdrawn',
  'joined',
] as const;

type Props = { events: PersonPageData['history']; actors: PersonPageData['actors']; zone: string };

/** Who did what with somebody's rights, and when. */
export function PersonHistory({ events, actors, zone }: Props) {
  const { t, formats } = useLanguage();
  const words = (action: string): string => {
    const what = known.find((each) => each === action);
    return what ? t(`access.ui.event.${what}`) : action;
  };
  if (events.length === 0) return null;
  return (
    <section className="stack">
      <h2>{t('web.history.title')}</h2>
      <Timeline
        entries={events.map(({ id, at, action, person }) => ({
          key: id,
          when: formats.moment(new Date(at), zone),
          date: at,
          title: words(action),
          text: actors.find((actor) => actor.id === person)?.name ?? t('web.history.somebody'),
        }))}
      />
    </section>
  );
}
