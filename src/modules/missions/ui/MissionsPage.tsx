import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Badge, Button, EmptyState, TextField } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { textIn } from '../../../platform/i18n/shown.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { movesFrom } from '../mission.ts';
import { slugOf } from '../plan.ts';
import type { Mission } from '../schemas.ts';
import { missionsApi } from './client.ts';

/** /app/partnerships/{slug}/missions: the missions of a partnership. */
export function MissionsPage() {
  const { t } = useLanguage();
  const { slug = '' } = useParams({ strict: false });
  const mayWrite = useMay('missions.write');
  const query = useQuery(missionsApi.missions.queryOptions({ input: { partnership: slug } }));
  return (
    <>
      <PageHead title={t('missions.ui.title')} crumbs={[{ href: `/app/partnerships/${slug}`, label: slug }]} />
      {mayWrite && <Record partnership={slug} />}
      <Loaded query={query}>
        {({ items: missions }) =>
          missions.length === 0 ? (
            <EmptyState level={2} title={t('phrase.no_results')} text={t('missions.ui.none')} />
          ) : (
            <ul className="plain stack">
              {missions.map((mission) => (
                <MissionCard key={mission.id} mission={mission} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </>
  );
}

function Record({ partnership }: { partnership: string }) {
  const { t, locale } = useLanguage();
  const draft = useDraft(`mission.${partnership}`, { title: '' });
  const { send, isSending, error } = useSend(missionsApi.recordMission.call, draft.clear);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send({
      partnership,
      title: { [locale]: { text: draft.values.title.trim(), by: 'person' } },
      slug: slugOf(draft.values.title),
      languages: ['kk', 'ru', 'en'],
      visitors: [],
      commitment: null,
    });
  };
  return (
    <form className="card stack" onSubmit={submit} aria-label={t('missions.ui.record')}>
      <ErrorNote error={error} typed />
      <TextField
        id="mission-title"
        label={t('missions.ui.name')}
        required
        maxLength={500}
        value={draft.values.title}
        onChange={(event) => draft.set({ title: event.target.value })}
      />
      <p>
        <Button type="submit" tone="primary" unavailable={isSending}>
          {t(isSending ? 'phrase.saving' : 'missions.ui.record')}
        </Button>
      </p>
    </form>
  );
}

function MissionCard({ mission: { id, title, state, visibility, isOwn, version } }: { mission: Mission }) {
  const { t, locale } = useLanguage();
  const may = useMay('missions.write') && isOwn;
  const [wasMoved, setMoved] = useState(false);
  const moving = useSend(missionsApi.moveMission.call, () => setMoved(true));
  const sharing = useSend(missionsApi.shareMission.call);
  return (
    <li className="card stack-s">
      <h2 className="minor">{textIn(locale, title).text}</h2>
      <p className="row">
        <Badge>{t(`missions.ui.state.${state}`)}</Badge>
        <Badge tone="sky">{t(`missions.ui.visibility.${visibility}`)}</Badge>
      </p>
      <ErrorNote error={moving.error ?? sharing.error} />
      {may && (
        <div className="row">
          {movesFrom(state).filter((move) => move !== 'announce').map((move) => (
            <Button key={move} small onClick={() => moving.send({ id, version, move })}>
              {t(`missions.ui.move.${move}`)}
            </Button>
          ))}
          {visibility === 'own_side' && (
            <Button small onClick={() => sharing.send({ id, version })}>
              {t('missions.ui.share')}
            </Button>
          )}
        </div>
      )}
      <output className="quiet">{wasMoved && t('phrase.saved')}</output>
    </li>
  );
}
