import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Badge, Button, Card, DemoBadge, Note, TextArea } from '../../../design/index.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import type { EncounterPage as Encounter } from '../schemas.ts';
import { encountersApi } from './client.ts';
import { useEncounterWords } from './words.ts';

const parts = ['complaint', 'vitals', 'finding', 'diagnosis', 'treatment', 'operation', 'advice', 'nextStep'] as const;
type Written = NonNullable<Encounter['content']>['parts'][string][number];

/** /app/encounters/{id}: one examination, clinical. */
export function EncounterPage() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(encountersApi.encounter.queryOptions({ input: { id } }));
  return <Loaded query={query}>{(encounter) => <Whole encounter={encounter} />}</Loaded>;
}

function Whole({ encounter }: { encounter: Encounter }) {
  const { t, day, specialty, person, formats } = useEncounterWords();
  const { mission, state, signedAt, zone, amendedFrom, withdrawnBecause, content } = encounter;
  const { referral, kind } = encounter;
  const crumbs = mission
    ? [{ href: `/app/missions/${mission}/follow-up`, label: t('encounters.ui.followup.title') }]
    : [{ href: `/app/referrals/${referral}`, label: t('encounters.ui.referral') }];
  return (
    <div className="stack-l">
      <PageHead
        title={kind ? t(`encounters.ui.kind.${kind}`) : person(encounter)}
        kicker={t('encounters.ui.title')}
        lead={[kind ? null : specialty(encounter.specialty), day(encounter.day)].filter(Boolean).join(' · ')}
        crumbs={crumbs}
      />
      <p className="row">
        <Badge tone={state === 'finished' ? 'leaf' : 'sun'}>{t(`encounters.ui.state.${state}`)}</Badge>
        {encounter.openBecause && <Badge>{t(`encounters.ui.reason.${encounter.openBecause}`)}</Badge>}
        {amendedFrom !== null && <Badge>{t('encounters.ui.amended')}</Badge>}
        {encounter.isDemo && <DemoBadge label={t('encounters.ui.demo')} />}
      </p>
      {withdrawnBecause !== null && (
        <Note tone="warn">{t('encounters.ui.withdrawn', { because: withdrawnBecause })}</Note>
      )}
      {signedAt !== null && (
        <p className="quiet">
          {t('encounters.ui.signed_at', { at: formats.moment(new Date(signedAt), zone ?? 'Asia/Almaty') })}
        </p>
      )}
      {content === null ? (
        <Note>{t('encounters.ui.erased')}</Note>
      ) : (
        parts.map((part) => <Part key={part} part={part} notes={content.parts[part] ?? []} />)
      )}
      {state !== 'entered_in_error' && <Withdraw encounter={encounter} />}
    </div>
  );
}

const saidBy = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  return Object.values(value)
    .filter((each) => each !== null && each !== '')
    .map(String)
    .join(' · ');
};

function Part({ part, notes }: { part: (typeof parts)[number]; notes: readonly Written[] }) {
  const { t, step } = useEncounterWords();
  if (notes.length === 0) return null;
  const said = (value: unknown) => (part === 'nextStep' ? step(saidBy(value) as Encounter['nextStep']) : saidBy(value));
  const standing = notes.filter(({ isReplaced }) => !isReplaced);
  return (
    <Card level={2} title={t(`encounters.ui.part.${part}`)}>
      {standing.length > 1 && <p className="hint">{t('encounters.ui.beside')}</p>}
      <ul className="plain stack-s">
        {notes.map(({ id, value, isReplaced }) => (
          <li key={id}>
            {isReplaced ? <s>{said(value)}</s> : said(value)}{' '}
            {isReplaced && <Badge>{t('encounters.ui.replaced')}</Badge>}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Withdraw({ encounter: { id, version } }: { encounter: Encounter }) {
  const { t } = useEncounterWords();
  const mayWrite = useMay('encounters.write');
  const [because, setBecause] = useState('');
  const { send, isSending, error } = useSend(encountersApi.withdrawEncounter.call);
  if (!mayWrite) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send({ id, version, because: because.trim() });
  };
  return (
    <form className="card stack" onSubmit={submit} aria-label={t('encounters.ui.withdraw')}>
      <TextArea
        id="because"
        label={t('encounters.ui.withdraw.because')}
        error={faultAt(error, '/because')}
        required
        minLength={10}
        maxLength={500}
        rows={2}
        value={because}
        onChange={({ target }) => setBecause(target.value)}
      />
      <ErrorNote error={error} typed />
      <p>
        <Button type="submit" tone="danger" unavailable={isSending}>
          {t('encounters.ui.withdraw')}
        </Button>
      </p>
    </form>
  );
}
