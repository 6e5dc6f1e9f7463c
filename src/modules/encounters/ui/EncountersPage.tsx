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
import { movesFrom } from '../encounter.ts';
import type { Encounter } from '../schemas.ts';
import { encountersApi } from './client.ts';

/** /app/partnerships/{slug}/encounters: the encounters of a partnership. */
export function EncountersPage() {
  const { t } = useLanguage();
  const { slug = '' } = useParams({ strict: false });
  const mayWrite = useMay('encounters.write');
  const query = useQuery(encountersApi.encounters.queryOptions({ input: { partnership: slug } }));
  return (
    <>
      <PageHead title={t('encounters.ui.title')} crumbs={[{ href: `/app/partnerships/${slug}`, label: slug }]} />
      {mayWrite && <Record partnership={slug} />}
      <Loaded query={query}>
        {(encounters) =>
          encounters.length === 0 ? (
            <EmptyState level={2} title={t('phrase.no_results')} text={t('encounters.ui.none')} />
          ) : (
            <ul className="plain stack">
              {encounters.map((encounter) => (
                <EncounterCard key={encounter.id} encounter={encounter} />
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
  const draft = useDraft(`encounter.${partnership}`, { title: '' });
  const { send, isSending, error } = useSend(encountersApi.recordEncounter.call, draft.clear);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send({ partnership, title: { [locale]: { text: draft.values.title.trim(), by: 'person' } } });
  };
  return (
    <form className="card stack" onSubmit={submit} aria-label={t('encounters.ui.record')}>
      <ErrorNote error={error} typed />
      <TextField
        id="encounter-title"
        label={t('encounters.ui.name')}
        required
        maxLength={500}
        value={draft.values.title}
        onChange={(event) => draft.set({ title: event.target.value })}
      />
      <p>
        <Button type="submit" tone="primary" unavailable={isSending}>
          {t(isSending ? 'phrase.saving' : 'encounters.ui.record')}
        </Button>
      </p>
    </form>
  );
}

function EncounterCard({ encounter: { id, title, state, visibility, isOwn, version } }: { encounter: Encounter }) {
  const { t, locale } = useLanguage();
  const may = useMay('encounters.write') && isOwn;
  const [wasMoved, setMoved] = useState(false);
  const moving = useSend(encountersApi.moveEncounter.call, () => setMoved(true));
  const sharing = useSend(encountersApi.shareEncounter.call);
  return (
    <li className="card stack-s">
      <h2 className="minor">{textIn(locale, title).text}</h2>
      <p className="row">
        <Badge>{t(`encounters.ui.state.${state}`)}</Badge>
        <Badge tone="sky">{t(`encounters.ui.visibility.${visibility}`)}</Badge>
      </p>
      <ErrorNote error={moving.error ?? sharing.error} />
      {may && (
        <div className="row">
          {movesFrom(state).map((move) => (
            <Button key={move} small onClick={() => moving.send({ id, version, move })}>
              {t(`encounters.ui.move.${move}`)}
            </Button>
          ))}
          {visibility === 'own_side' && (
            <Button small onClick={() => sharing.send({ id, version })}>
              {t('encounters.ui.share')}
            </Button>
          )}
        </div>
      )}
      <output className="quiet">{wasMoved && t('phrase.saved')}</output>
    </li>
  );
}
