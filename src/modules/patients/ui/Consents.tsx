import { type ReactNode, useState } from 'react';
import { Button, Card, EmptyState, LifecycleBar, TextField } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { countryName } from '../../../platform/place/countryName.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useDownload } from '../../../web/kit/useDownload.ts';
import { Signatures } from '../../../web/kit/Signatures.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import { patientsApi } from './client.ts';
import { CopiedList } from './Copied.tsx';
import { Choice, Line } from './fields.tsx';
import { organisationName } from './names.ts';
import type { Consent, Copied, Page } from './types.ts';

type Props = { page: Page; mayWrite: boolean; told: (message: string) => void };

/** What the patient allowed, to whom, until when; and the way to take it back. */
export function Consents({ page, mayWrite, told }: Props) {
  const { t } = useLanguage();
  const [copied, setCopied] = useState<Copied | null>(null);
  return (
    <Card level={2} title={t('patients.ui.consents')}>
      {copied && <CopiedList items={copied} organisations={page.organisations} />}
      {page.consents.length === 0 && (
        <EmptyState title={t('patients.ui.consents.none')} text={t('patients.ui.consents.none_text')} />
      )}
      <ul className="plain stack-l">
        {page.consents.map((consent) => (
          <li key={consent.id}>
            <OneConsent
              page={page}
              consent={consent}
              mayWrite={mayWrite}
              withdrawn={(found) => {
                setCopied(found);
                told(t('patients.ui.consent.withdrawn'));
              }}
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}

type OneProps = { page: Page; consent: Consent; mayWrite: boolean; withdrawn: (copied: Copied) => void };

function OneConsent({ page, consent, mayWrite, withdrawn }: OneProps) {
  const { t, locale } = useLanguage();
  const [isLeaving, setLeaving] = useState(false);
  const { purpose, receivingOrganisation: to, receivingCountry, state } = consent;
  const receiver = to ? organisationName(locale, page.organisations, to) : countryName(locale, receivingCountry);
  const title = `${t(`patients.ui.purpose.${purpose}`)}: ${receiver}`;
  const mayLeave = mayWrite && !isLeaving && consent.moves.includes('withdraw') && state !== 'ended';
  const leave = mayLeave ? (
    <Button tone="danger" small onClick={() => setLeaving(true)}>
      {t('patients.ui.consent.withdraw')}
    </Button>
  ) : undefined;
  return (
    <section className="stack-s" aria-label={title}>
      <h3>{title}</h3>
      <Life consent={consent} actions={leave} />
      <Given consent={consent} />
      <Evidence consent={consent} mayWrite={mayWrite} />
      <Signatures subject="consent" id={consent.id} />
      {isLeaving && <Withdrawal page={page} consent={consent} done={withdrawn} close={() => setLeaving(false)} />}
    </section>
  );
}

function Life({ consent: { state, until }, actions }: { consent: Consent; actions: ReactNode }) {
  const { t, formats } = useLanguage();
  const when = until && formats.moment(new Date(until), 'Asia/Almaty');
  const end = when ? t('patients.ui.until', { when }) : t('patients.ui.no_end');
  const last = state === 'stands' || state === 'to_come' ? 'ended' : state;
  const steps = (['to_come', 'stands', last] as const).map((key) => ({ key, label: t(`patients.ui.state.${key}`) }));
  const sentence = `${t(`patients.ui.state.${state}`)}, ${end}`;
  return <LifecycleBar label={t('patients.ui.consent.steps')} current={state} {...{ steps, sentence, actions }} />;
}

/** When, how, by whom and before whom, and with which text. */
function Given({ consent }: { consent: Consent }) {
  const { t, formats } = useLanguage();
  const { standing, witness, text } = consent;
  const parts = [
    formats.edtf(consent.givenOn, 'medium'),
    t(`patients.ui.given_how.${consent.givenHow}`),
    standing && t('patients.ui.consent.by_representative', { name: standing.name }),
    standing?.ground,
    witness && `${t('patients.ui.consent.witness')}: ${witness}`,
    `${text.title} (${text.language}, ${text.version})`,
  ];
  return <p className="quiet">{parts.filter(Boolean).join(' · ')}</p>;
}

function Evidence({ consent, mayWrite }: { consent: Consent; mayWrite: boolean }) {
  const { t, formats } = useLanguage();
  const { start, error: failed } = useDownload();
  const { send, isSending, error } = useSend(patientsApi.keepEvidence.call);
  return (
    <div className="stack-s">
      {consent.evidence.map(({ id, keptAt }) => (
        <p key={id}>
          <a href={`/api/evidence/${id}`} onClick={(event) => start(event, `/api/evidence/${id}`, `consent-${id}`)}>
            {t('patients.ui.consent.open_evidence')}
          </a>{' '}
          <span className="quiet">{formats.moment(new Date(keptAt), 'Asia/Almaty')}</span>
        </p>
      ))}
      <ErrorNote error={error ?? failed} />
      {mayWrite && (
        <TextField
          id={`evidence-${consent.id}`}
          type="file"
          label={t('patients.ui.consent.evidence')}
          hint={t('patients.ui.consent.evidence_hint')}
          accept=".pdf,.jpg,.jpeg,.png,.mp3,.m4a"
          aria-busy={isSending}
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file) send({ id: consent.id, file });
          }}
        />
      )}
    </div>
  );
}

type LeavingProps = { page: Page; consent: Consent; done: (copied: Copied) => void; close: () => void };

function Withdrawal({ page, consent, done, close }: LeavingProps) {
  const { t } = useLanguage();
  const [typed, setTyped] = useState({ who: '', remark: '' });
  const { send, isSending, error } = useSend(patientsApi.withdrawConsent.call, ({ copied }) => done(copied));
  const { who, remark } = typed;
  const options = [
    { value: '', label: t('patients.ui.given_by.patient') },
    ...(page.identity?.representatives ?? []).map(({ id, name }) => ({ value: id, label: name })),
  ];
  const speaker =
    who === ''
      ? ({ byWhom: 'patient', representative: null } as const)
      : ({ byWhom: 'representative', representative: who } as const);
  const submit = () => send({ id: consent.id, ...speaker, remark: remark.trim() === '' ? null : remark });
  return (
    <div className="stack">
      <Choice
        id={`withdraw-${consent.id}`}
        label={t('patients.ui.given_by')}
        {...{ options, value: who }}
        set={(value) => setTyped({ ...typed, who: value })}
      />
      <Line
        id={`remark-${consent.id}`}
        label={t('patients.ui.consent.remark')}
        most={500}
        value={remark}
        set={(value) => setTyped({ ...typed, remark: value })}
      />
      <p className="hint">{t('patients.ui.consent.withdraw_effect')}</p>
      <ErrorNote error={error} typed />
      <div className="row">
        <Button tone="danger" unavailable={isSending} onClick={submit}>
          {t('patients.ui.consent.withdraw')}
        </Button>
        <Button onClick={close}>{t('action.cancel')}</Button>
      </div>
    </div>
  );
}
