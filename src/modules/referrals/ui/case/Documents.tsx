import { useState } from 'react';
import { Button, Card, StatusChip, type StatusKey, Table } from '../../../../design/index.ts';
import { ErrorNote } from '../../../../web/kit/ErrorNote.tsx';
import { useDownload } from '../../../../web/kit/useDownload.ts';
import { useSend } from '../../../../web/kit/useSend.ts';
import type { SaidState } from '../../case.ts';
import type { CaseDocument, CaseSaid, ReferralCase } from '../../schemas.case.ts';
import { referralsApi } from '../client.ts';
import { useWords } from '../useWords.ts';
import { Bring } from './Bring.tsx';
import { SayForm } from './SayForm.tsx';
import { Translations } from './Translations.tsx';

type Props = { found: ReferralCase };
const statusOf: Readonly<Record<SaidState, StatusKey>> = {
  there: 'kept',
  seen: 'kept',
  unreadable: 'at_risk',
  missing: 'overdue',
};

/** The documents of both sides, and what each says of them. */
export function Documents({ found }: Props) {
  const { t } = useWords();
  const [open, setOpen] = useState<string | null>(null);
  const standing = found.documents.filter(({ state }) => state === 'stands');
  const gone = found.documents.filter(({ state }) => state !== 'stands');
  const chosen = standing.find(({ id }) => id === open);
  return (
    <Card title={t('referrals.case.documents')} level={2}>
      <DocumentTable found={found} documents={standing} choose={setOpen} />
      {chosen && <About key={chosen.id} document={chosen} found={found} close={() => setOpen(null)} />}
      {gone.length > 0 && (
        <details>
          <summary>{t('referrals.case.gone_documents', { count: gone.length })}</summary>
          <ul className="plain quiet">
            {gone.map(({ id, title, state }) => (
              <li key={id}>{`${title ?? ''} · ${t(`referrals.case.document.${state}`)}`}</li>
            ))}
          </ul>
        </details>
      )}
      {found.mayAdd && <Bring found={found} />}
    </Card>
  );
}

type TableProps = Props & { documents: readonly CaseDocument[]; choose: (id: string) => void };

function DocumentTable({ found, documents, choose }: TableProps) {
  const { t, day } = useWords();
  if (documents.length === 0) return <p className="quiet">{t('referrals.case.no_documents')}</p>;
  return (
    <Table
      id="case-documents"
      caption={t('referrals.case.documents')}
      captionHidden
      columns={[
        { key: 'document', label: t('referrals.case.document') },
        { key: 'from', label: t('referrals.case.from') },
        { key: 'date', label: t('referrals.case.date'), numeric: true },
        { key: 'state', label: t('referrals.case.state') },
      ]}
      rows={documents.map((document) => ({
        key: document.id,
        cells: [
          <Opened key="open" document={document} found={found} />,
          t(`referrals.case.party.${document.party}`),
          document.dated ? day(document.dated) : '–',
          <Button key="state" small tone="quiet" onClick={() => choose(document.id)}>
            <State document={document} found={found} />
          </Button>,
        ],
      }))}
    />
  );
}

/** The link by which a document is opened; its title may stay in this page alone. */
function Opened({ document, found }: { document: CaseDocument; found: ReferralCase }) {
  const { t } = useWords();
  const { start, error, isComing } = useDownload();
  const address = `/api/referrals/${found.referral}/case/documents/${document.id}`;
  const ending = document.mediaType === 'application/pdf' ? 'pdf' : (document.mediaType.split('/')[1] ?? 'bin');
  return (
    <>
      <a href={address} aria-busy={isComing} onClick={(event) => start(event, address, `${document.paper}.${ending}`)}>
        {document.title ?? document.paper}
      </a>{' '}
      <span className="quiet nowrap">{t('referrals.case.pages', { count: document.pages })}</span>
      <ErrorNote error={error} />
    </>
  );
}

/** What the other side said of it last; who brought it says that it is there. */
function State({ document, found }: { document: CaseDocument; found: ReferralCase }) {
  const { t, formats } = useWords();
  const about = found.said.filter((each) => each.document === document.id);
  const last = about.findLast(({ party }) => party !== document.party) ?? about.at(-1);
  const state = last?.state ?? 'there';
  const label =
    last && last.pages.length > 0
      ? t('referrals.case.pages_unreadable', { pages: formats.list(last.pages.map(String)) })
      : t(`referrals.case.said.${last ? state : 'sent'}`);
  return <StatusChip status={last ? statusOf[state] : 'not_started'} label={label} />;
}

type AboutProps = { document: CaseDocument; found: ReferralCase; close: () => void };

/** All that was said of a document, by whom and when; its translations; and what may be said now. */
function About({ document, found, close }: AboutProps) {
  const { t, moment } = useWords();
  const { send, isSending, error } = useSend(referralsApi.takeBackDocument.call, close);
  const said = found.said.filter((each) => each.document === document.id);
  const isOwn = found.own.includes(document.party);
  return (
    <section className="stack-s" aria-label={document.title ?? document.paper}>
      <h3>{document.title ?? document.paper}</h3>
      <ul className="plain">
        <li>
          {t('referrals.case.brought', {
            party: t(`referrals.case.party.${document.party}`),
            when: moment(document.at),
          })}
        </li>
        {said.map((each) => (
          <Statement key={each.id} said={each} />
        ))}
      </ul>
      <Translations of={{ document: document.id }} found={found} />
      {found.mayAdd && <SayForm found={found} about={{ document: document.id }} pages={document.pages} />}
      <div className="row">
        {isOwn && found.mayAdd && (
          <Button
            tone="danger"
            unavailable={isSending}
            onClick={() => send({ id: found.referral, document: document.id })}
          >
            {t('referrals.case.take_back')}
          </Button>
        )}
        <Button onClick={close}>{t('referrals.case.close')}</Button>
      </div>
      <ErrorNote error={error} />
    </section>
  );
}

function Statement({ said: { party, state, pages, words, at } }: { said: CaseSaid }) {
  const { t, moment, formats } = useWords();
  const which = pages.length > 0 && t('referrals.case.pages_unreadable', { pages: formats.list(pages.map(String)) });
  return (
    <li>
      {`${t(`referrals.case.party.${party}`)}, ${moment(at)}: ${t(`referrals.case.said.${state}`)}`}
      {which && ` (${which})`}
      {words && <q className="said">{words}</q>}
    </li>
  );
}
