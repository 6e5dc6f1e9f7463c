import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { DemoBadge, KeyValue, LinkButton, Note } from '../../../design/index.ts';
import { useLanguage, useT } from '../../../platform/i18n/react.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useDownload } from '../../../web/kit/useDownload.ts';
import { fileName } from '../signable.ts';
import { type Check, type Record, type Signer, signaturesApi } from './client.ts';
import './signatures.css';

/** /app/signatures/{id}: who signed which bytes, when and with which key, and whether that still holds. */
export function SignaturePage() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(signaturesApi.signature.queryOptions({ input: { id } }));
  return <Loaded query={query}>{(signature) => <SignatureView signature={signature} />}</Loaded>;
}

export function SignatureView({ signature }: { signature: Record }) {
  const t = useT();
  const { kind, isDemo, href, signers } = signature;
  return (
    <>
      <PageHead
        title={t('signatures.ui.title')}
        crumbs={[]}
        lead={t(`signatures.ui.kind.${kind}`)}
        actions={
          <>
            {isDemo && <DemoBadge label={t('signatures.ui.demo')} />}
            {href !== null && <LinkButton href={href}>{t('signatures.ui.to_record')}</LinkButton>}
          </>
        }
      />
      <div className="stack-l">
        <Verdict signature={signature} />
        <Facts signature={signature} />
        {signers.map((signer, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: signers have no other order than that of the file.
          <Signed key={index} signer={signer} />
        ))}
        <Bytes signature={signature} />
      </div>
    </>
  );
}

/** Whether it holds, and whether what was signed is what stands now. */
function Verdict({ signature: { kind, isWhole, isCurrent } }: { signature: Record }) {
  const t = useT();
  return (
    <>
      {isWhole ? (
        <Note>
          <b>{t('signatures.ui.whole')}</b>
          <p>{t(`signatures.ui.kind_hint.${kind}`)}</p>
        </Note>
      ) : (
        <Note tone="stop">
          <b>{t('signatures.ui.broken')}</b>
          <p>{t('signatures.ui.broken_text')}</p>
        </Note>
      )}
      <Note tone={isCurrent ? 'info' : 'warn'}>{t(isCurrent ? 'signatures.ui.current' : 'signatures.ui.changed')}</Note>
    </>
  );
}

function Facts({ signature }: { signature: Record }) {
  const { t, locale, formats } = useLanguage();
  const { person, organisation, at, keyId, subject, version } = signature;
  const facts = [
    { label: t('signatures.ui.who'), value: person.name ?? person.id },
    { label: t('signatures.ui.organisation'), value: nameIn(locale, organisation.names) },
    { label: t('signatures.ui.what'), value: t(`signatures.ui.subject.${subject}`, { version }) },
    { label: t('signatures.ui.when'), value: formats.moment(new Date(at), 'Asia/Almaty') },
    { label: t('signatures.ui.which_key'), value: <bdi className="signed-bytes">{keyId}</bdi> },
  ];
  return (
    <section className="card stack">
      <KeyValue facts={facts} />
    </section>
  );
}

function Signed({ signer: { checks, certified } }: { signer: Signer }) {
  const { t, formats } = useLanguage();
  const day = (at: string) => formats.edtf(at.slice(0, 10));
  return (
    <section className="card stack">
      <h2>{t('signatures.ui.checks')}</h2>
      <ul className="plain stack-s">
        {checks.map((check) => (
          <OneCheck key={check.name} check={check} />
        ))}
      </ul>
      {certified && (
        <>
          <h3>{t('signatures.ui.certificate')}</h3>
          <KeyValue
            facts={[
              { label: t('signatures.ui.who'), value: certified.name ?? '–' },
              { label: t('signatures.ui.issuer'), value: certified.issuer ?? '–' },
              { label: t('signatures.ui.valid'), value: `${day(certified.validFrom)} – ${day(certified.validUntil)}` },
              ...(certified.iin ? [{ label: t('signatures.ui.iin'), value: certified.iin }] : []),
              ...(certified.bin ? [{ label: t('signatures.ui.bin'), value: certified.bin }] : []),
            ]}
          />
        </>
      )}
    </section>
  );
}

/** In words and with a mark: colour alone says nothing. */
function OneCheck({ check: { name, isOk, why } }: { check: Check }) {
  const t = useT();
  return (
    <li>
      <span aria-hidden="true">{isOk ? '✓' : '✗'}</span> {t(`signatures.ui.check.${name}`)}:{' '}
      <b>{t(isOk ? 'signatures.ui.check_ok' : 'signatures.ui.check_failed')}</b>
      {why !== null && ` (${t(`signatures.ui.why.${why}`)})`}
    </li>
  );
}

function Bytes({ signature: { id, kind, statement, statementHash, mayDownload } }: { signature: Record }) {
  const t = useT();
  const { start, error } = useDownload();
  const parts = mayDownload ? (['statement', 'signature'] as const) : (['statement'] as const);
  const at = (part: 'statement' | 'signature') => `/api/signatures/${id}/file?part=${part}`;
  return (
    <section className="stack">
      <h2>{t('signatures.ui.bytes')}</h2>
      <pre className="card signed-bytes">{statement}</pre>
      <p className="hint signed-bytes">
        <bdi>SHA-256 {statementHash}</bdi>
      </p>
      <p className="row">
        {parts.map((part) => (
          <LinkButton key={part} href={at(part)} onClick={(event) => start(event, at(part), fileName(id, part, kind))}>
            {t(`signatures.ui.download_${part}`)}
          </LinkButton>
        ))}
      </p>
      {!mayDownload && <p className="hint">{t('signatures.ui.download_own_side')}</p>}
      <ErrorNote error={error} />
    </section>
  );
}
