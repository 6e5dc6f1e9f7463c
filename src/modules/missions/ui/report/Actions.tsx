import { Button, Note } from '../../../../design/index.ts';
import { useLanguage } from '../../../../platform/i18n/react.ts';
import { localeTable } from '../../../../platform/i18n/locales.ts';
import { ErrorNote } from '../../../../web/kit/ErrorNote.tsx';
import { useMay } from '../../../../web/kit/session.ts';
import { useDownload } from '../../../../web/kit/useDownload.ts';
import { useSend } from '../../../../web/kit/useSend.ts';
import { useState } from 'react';
import { reportLanguages } from '../../reportWords.ts';
import { missionsApi } from '../client.ts';
import type { Found } from './ReportPage.tsx';

/** What the host does with the report: brings it up to date, enters it in the ledger, shows it to everybody. */
export function Actions({ found }: { found: Found }) {
  const { t } = useLanguage();
  const [said, setSaid] = useState('');
  if (!found.isHost) return null;
  return (
    <div className="stack">
      <div className="row">
        <BringUpToDate id={found.id} say={setSaid} />
        {found.commitment !== null && <Count id={found.id} say={setSaid} />}
        <Publish found={found} />
      </div>
      <output className="quiet">{said}</output>
      <Published found={found} />
      {found.report.encounters === 0 && <Note>{t('missions.report.none_text')}</Note>}
    </div>
  );
}

type Step = { id: string; say: (text: string) => void };

function BringUpToDate({ id, say }: Step) {
  const { t } = useLanguage();
  const mayWrite = useMay('encounters.write');
  const { send, isSending, error } = useSend(missionsApi.bringEncountersUpToDate.call, ({ encounters, waiting }) =>
    say(t('missions.report.brought', { encounters, waiting })),
  );
  if (!mayWrite) return null;
  return (
    <>
      <Button tone="primary" unavailable={isSending} onClick={() => send({ id })}>
        {t('missions.report.up_to_date')}
      </Button>
      <ErrorNote error={error} />
    </>
  );
}

function Count({ id, say }: Step) {
  const { t } = useLanguage();
  const mayWrite = useMay('missions.write');
  const { send, isSending, error } = useSend(missionsApi.countMission.call, () => say(t('missions.report.counted')));
  if (!mayWrite) return null;
  return (
    <>
      <Button unavailable={isSending} onClick={() => send({ id })}>
        {t('missions.report.count')}
      </Button>
      <ErrorNote error={error} />
    </>
  );
}

function Publish({ found: { id, publishedAt } }: { found: Found }) {
  const { t } = useLanguage();
  const mayPublish = useMay('missions.publish');
  const { send, isSending, error } = useSend(missionsApi.publishResult.call);
  if (!mayPublish) return null;
  return (
    <>
      <Button unavailable={isSending} onClick={() => send({ id, isShown: true })}>
        {t('missions.report.publish')}
      </Button>
      {publishedAt !== null && (
        <Button unavailable={isSending} onClick={() => send({ id, isShown: false })}>
          {t('missions.report.take_back')}
        </Button>
      )}
      <ErrorNote error={error} />
    </>
  );
}

function Published({ found: { slug, publishedAt } }: { found: Found }) {
  const { t, locale, formats } = useLanguage();
  if (publishedAt === null) return null;
  return (
    <p className="quiet">
      {t('missions.report.published', { at: formats.moment(new Date(publishedAt), 'Asia/Almaty') })} ·{' '}
      <a href={`/${locale}/missions/${slug}/result`}>{t('missions.report.page')}</a>
    </p>
  );
}

/** The report as files, in the languages of the mission. */
export function Files({ found }: { found: Found }) {
  const { t } = useLanguage();
  const { start, error, isComing } = useDownload();
  const languages = reportLanguages.filter((language) => found.languages.includes(language));
  const offered = languages.length > 0 ? languages : reportLanguages.slice(0, 3);
  return (
    <div className="stack-s">
      {(['pdf', 'xlsx'] as const).map((format) => (
        <p key={format} className="row">
          {offered.map((language) => {
            const address = `/api/missions/${found.id}/report/file?format=${format}&language=${language}`;
            return (
              <a
                key={language}
                href={address}
                aria-disabled={isComing}
                onClick={(event) => start(event, address, `mission-${found.slug}-${language}.${format}`)}
              >
                {t(`missions.report.file.${format}`, { language: localeTable[language].ownName })}
              </a>
            );
          })}
        </p>
      ))}
      <ErrorNote error={error} />
    </div>
  );
}
