import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Quote, SelectField } from '../../../design/index.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { documentsApi } from '../../documents/ui/client.ts';
import { meetingsApi, type ViewProps } from './client.ts';
import { useWords } from './useWords.ts';

/** The documents that tell of the meeting, and the quotes that its record rests on. */
export function Proof({ meeting, reload }: ViewProps) {
  const { t } = useWords();
  const mayChange = useMay('meetings.write') && meeting.isOwn;
  const { grounds, documents } = meeting;
  return (
    <section className="stack">
      <h2>{t('meetings.proof')}</h2>
      {grounds.length === 0 && documents.length === 0 && <p className="quiet">{t('meetings.proof.none')}</p>}
      <Grounds meeting={meeting} reload={reload} mayChange={mayChange} />
      {documents.length > 0 && <Documents meeting={meeting} reload={reload} mayChange={mayChange} />}
      {mayChange && <Adding meeting={meeting} reload={reload} />}
    </section>
  );
}

function Grounds({ meeting, reload, mayChange }: ViewProps & { mayChange: boolean }) {
  const { t, formats } = useWords();
  const { id, version, grounds, visibility } = meeting;
  const { send, isSending, error } = useSend(meetingsApi.restOn.call);
  return (
    <>
      {grounds.map(({ claim, sentence, quote, quoteOffset, language, document }) => (
        <figure key={claim} className="stack-s">
          <Quote text={sentence} lang={language} marks={[{ start: quoteOffset, end: quoteOffset + quote.length }]} />
          <figcaption className="src">
            {[document.title, document.publisher, document.publishedOn && formats.edtf(document.publishedOn)]
              .filter(Boolean)
              .join(' · ')}
          </figcaption>
          {mayChange && visibility === 'own_side' && (
            <Button small unavailable={isSending} onClick={() => send({ id, version, claim, rests: false })}>
              {t('meetings.proof.remove')}
            </Button>
          )}
        </figure>
      ))}
      <ErrorNote error={error} reload={reload} />
    </>
  );
}

function Documents({ meeting, reload, mayChange }: ViewProps & { mayChange: boolean }) {
  const { t } = useWords();
  const { id, version, documents } = meeting;
  const { send, isSending, error } = useSend(meetingsApi.tellOf.call);
  return (
    <>
      <h3>{t('meetings.proof.documents')}</h3>
      <ul className="plain stack-s">
        {documents.map(({ id: document, title }) => (
          <li key={document} className="row between">
            <a href={`/app/documents/${document}`}>{title}</a>
            {mayChange && (
              <Button small unavailable={isSending} onClick={() => send({ id, version, document, tells: false })}>
                {t('meetings.proof.remove')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ErrorNote error={error} reload={reload} />
    </>
  );
}

/** A document of the partnership is chosen first, then one of its accepted claims. */
function Adding({ meeting, reload }: ViewProps) {
  const { t } = useWords();
  const [chosen, setChosen] = useState('');
  const { id, version, documents } = meeting;
  const { data } = useQuery(documentsApi.documents.queryOptions({ input: { partnership: meeting.partnership.id } }));
  const tell = useSend(meetingsApi.tellOf.call);
  const options = (data?.items ?? []).map((each) => ({ value: each.id, label: each.title }));
  if (options.length === 0) return null;
  const isThere = documents.some((each) => each.id === chosen);
  return (
    <details>
      <summary>{t('meetings.proof.add_document')}</summary>
      <div className="stack-s">
        <SelectField
          id="proof-document"
          label={t('meetings.proof.documents')}
          value={chosen}
          onChange={(event) => setChosen(event.target.value)}
          options={[{ value: '', label: t('meetings.form.choose') }, ...options]}
        />
        {chosen !== '' && !isThere && (
          <Button
            unavailable={tell.isSending}
            onClick={() => tell.send({ id, version, document: chosen, tells: true })}
          >
            {t('meetings.proof.add_document')}
          </Button>
        )}
        {chosen !== '' && <Claims key={chosen} document={chosen} meeting={meeting} reload={reload} />}
        <ErrorNote error={tell.error} reload={reload} />
      </div>
    </details>
  );
}

function Claims({ document, meeting, reload }: ViewProps & { document: string }) {
  const { t } = useWords();
  const { id, version, grounds } = meeting;
  const { data } = useQuery(documentsApi.document.queryOptions({ input: { id: document } }));
  const { send, isSending, error } = useSend(meetingsApi.restOn.call);
  const laid = new Set(grounds.map(({ claim }) => claim));
  const accepted = (data?.claims ?? []).filter((each) => each.state === 'accepted' && !laid.has(each.id));
  if (!data) return null;
  return (
    <div className="stack-s">
      <h3>{t('meetings.proof.add_claim')}</h3>
      {accepted.length === 0 && <p className="quiet">{t('meetings.proof.no_claims')}</p>}
      <ul className="plain stack-s">
        {accepted.map((claim) => (
          <li key={claim.id} className="row between">
            <q lang={claim.language}>{claim.quote}</q>
            <Button small unavailable={isSending} onClick={() => send({ id, version, claim: claim.id, rests: true })}>
              {t('meetings.proof.add_claim')}
            </Button>
          </li>
        ))}
      </ul>
      <ErrorNote error={error} reload={reload} />
    </div>
  );
}
