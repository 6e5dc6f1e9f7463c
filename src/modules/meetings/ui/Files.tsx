import { useState } from 'react';
import { LinkButton } from '../../../design/index.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useDownload } from '../../../web/kit/useDownload.ts';
import { tags } from '../../../web/kit/localisedDraft.ts';
import { calendarDays } from '../meeting.ts';
import type { Meeting } from './client.ts';
import { useWords } from './useWords.ts';

/** The meeting for a calendar program, and its approved minutes on paper with labels in chosen languages. */
export function Files({ meeting }: { meeting: Meeting }) {
  const { t, locale } = useWords();
  const { id, startsAt, held, minutesState, languages } = meeting;
  const [labels, setLabels] = useState<readonly (typeof tags)[number][]>(languages.length > 0 ? languages : [locale]);
  const { start, error, isComing } = useDownload();
  const isDated = startsAt !== null || calendarDays(held) !== null;
  const ics = `/calendar/meetings/${id}.ics?language=${locale}`;
  const query = new URLSearchParams(labels.map((tag, index) => [`labels[${index}]`, tag]));
  const pdf = `/api/meetings/${id}/minutes.pdf?${query}`;
  const toggle = (tag: (typeof tags)[number]) =>
    setLabels(
      labels.includes(tag)
        ? labels.filter((each) => each !== tag)
        : tags.filter((each) => each === tag || labels.includes(each)),
    );
  return (
    <section className="card stack">
      <h2 className="minor">{t('meetings.files')}</h2>
      {isDated ? (
        <LinkButton
          full
          href={ics}
          download={`meeting-${id}.ics`}
          onClick={(event) => start(event, ics, `meeting-${id}.ics`)}
        >
          {t('meetings.files.ics')}
        </LinkButton>
      ) : (
        <p className="hint">{t('meetings.files.no_ics')}</p>
      )}
      {minutesState === 'approved' && (
        <>
          <LinkButton
            full
            href={pdf}
            download="minutes.pdf"
            onClick={(event) => start(event, pdf, `minutes-${id}.pdf`)}
          >
            {t('meetings.minutes.pdf')}
          </LinkButton>
          <details>
            <summary>{t('meetings.minutes.labels')}</summary>
            <fieldset className="plain stack-s">
              <legend className="sr">{t('meetings.minutes.labels')}</legend>
              {tags.map((tag) => (
                <label key={tag} className="choice">
                  <input type="checkbox" checked={labels.includes(tag)} onChange={() => toggle(tag)} />{' '}
                  {t(`language.${tag}`)}
                </label>
              ))}
            </fieldset>
          </details>
        </>
      )}
      {isComing && <output className="quiet">{t('phrase.loading')}</output>}
      <ErrorNote error={error} />
    </section>
  );
}
