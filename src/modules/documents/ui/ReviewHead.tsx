import { useState } from 'react';
import { Button, DemoBadge, LocalisedRemarks, Note, Progress } from '../../../design/index.ts';
import { useLocalised } from '../../../platform/i18n/react.ts';
import { nameIn, textIn } from '../../../platform/i18n/shown.ts';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useMay } from '../../../web/kit/session.ts';
import type { Document } from './client.ts';
import { problemName } from './furniture.ts';
import { tagOf } from './languageName.ts';
import type { Partnership } from './partnership.ts';
import { PublishDialog } from './PublishDialog.tsx';
import { titleText } from './titles.ts';
import type { ClaimWords } from './useClaimWords.ts';

type Props = { document: Document; partnership: Partnership | undefined; words: ClaimWords; savedAt: Date | null };

/** Which page this is, how far the review has come, and what can be done with all of it. */
export function ReviewHead({ document, partnership, words, savedAt }: Props) {
  const { t, locale } = words;
  const crumbs = [{ href: '/app/documents', label: t('web.nav.documents') }];
  const of = partnership && { href: `/app/partnerships/${partnership.slug}`, label: nameIn(locale, partnership.names) };
  return (
    <>
      <PageHead
        title={textIn(locale, titleText(document)).text}
        kicker={<Kicker document={document} words={words} />}
        lead={of && <a href={of.href}>{of.label}</a>}
        crumbs={crumbs}
        actions={<Reviewed {...{ document, partnership, words, savedAt }} />}
      />
      <TitleRemarks document={document} />
      <Fetched document={document} words={words} />
      <Problems document={document} words={words} />
    </>
  );
}

function Kicker({
  document: { id, language, publisher, publishedOn, address },
  words: { t, formats },
}: Pick<Props, 'document' | 'words'>) {
  const tag = tagOf(language);
  const facts = [
    publisher,
    tag && t('documents.ui.page_in', { language: t(`language.${tag}`) }),
    publishedOn ? t('documents.ui.published', { on: formats.edtf(publishedOn) }) : t('documents.ui.published_unknown'),
  ].filter(Boolean);
  return (
    <>
      {facts.join(' · ')} ·{' '}
      <a href={`/api/documents/${id}/original`} download>
        {t('documents.ui.original')}
      </a>
      {address && (
        <>
          {' · '}
          <a href={address} rel="noreferrer">
            {t('documents.ui.address')}
          </a>
        </>
      )}
    </>
  );
}

function Reviewed({ document, partnership, words: { t, formats }, words, savedAt }: Props) {
  const mayPublish = useMay('accords.publish');
  const [isPublishing, setPublishing] = useState(false);
  const max = document.claims.length;
  const accepted = document.claims.filter(({ state }) => state === 'accepted').length;
  const value = document.claims.filter(({ state }) => state !== 'draft').length;
  return (
    <div className="reviewed">
      {document.isDemo && <DemoBadge label={t('accords.ui.demo')} />}
      <Progress
        label={t('documents.ui.progress')}
        value={value}
        max={Math.max(1, max)}
        text={
          <span className="row between">
            <b>{t('documents.ui.reviewed', { value, max })}</b>
            <output className="quiet small">
              {savedAt && t('documents.ui.saved', { when: formats.moment(savedAt, 'Asia/Almaty', 'time') })}
            </output>
          </span>
        }
      />
      {mayPublish && partnership && accepted > 0 && (
        <Button small onClick={() => setPublishing(true)}>
          {t('documents.ui.publish.open', { count: accepted })}
        </Button>
      )}
      {isPublishing && partnership && (
        <PublishDialog document={document.id} close={() => setPublishing(false)} {...{ partnership, words }} />
      )}
    </div>
  );
}

/** Who translated the title, and the title as it was published. */
function TitleRemarks({ document }: { document: Document }) {
  const localised = useLocalised();
  return <LocalisedRemarks text={titleText(document)} original={document.language} {...localised} />;
}

/** From where and when a page was fetched; what was asked for, where the site led elsewhere. */
function Fetched({ document: { fetched }, words: { t, formats } }: Pick<Props, 'document' | 'words'>) {
  if (!fetched) return null;
  const { asked, from, at } = fetched;
  return (
    <p className="quiet small upload-name">
      {t('documents.ui.fetched', { on: formats.moment(new Date(at), 'Asia/Almaty'), from })}
      {asked !== from && ` · ${t('documents.ui.fetched_asked', { asked })}`}
    </p>
  );
}

/** What could not be read, said before the review begins. */
function Problems({ document: { problems }, words: { t } }: Pick<Props, 'document' | 'words'>) {
  const named = [...new Set(problems.map(({ code }) => problemName(code)))].filter((name) => name !== null);
  if (named.length === 0) return null;
  return (
    <Note tone="warn">
      {named.map((name) => (
        <p key={name}>{t(`documents.ui.problem.${name}`)}</p>
      ))}
    </Note>
  );
}
