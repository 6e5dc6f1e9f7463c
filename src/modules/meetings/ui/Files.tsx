import { useState } from 'react';
import { LinkButton } from '../../../design/index.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useDownload } from '../../../web/kit/useDownload.ts';
import { tags } from '../../../web/kit/localisedDraft.ts';
import { calendarDays } from '../meeting.ts';
import type { Meeting } from './client.ts';
import { useWords } from './useWords.ts';

type Tag = (typeof tags)[number];
type Download = ReturnType<typeof useDownload>['start'];

/** The meeting for a calendar program, and its approved minutes on paper with labels in chosen languages. */
export function Files({ meeting }: { meeting: Meeting }) {
  const { t, locale } = useWords();
  const { id, startsAt, held, minutesState } = meeting;
  const { start, error, isComing } = useDownload();
  const isDated = startsAt !== null || calendarDays(held) !== null;
  const ics = `/calendar/meetings/${id}.ics?language=${locale}`;
  const name = `meeting-${id}.ics`;
  return (
    <section className="card stack">
      <h2 className="minor">{t('meetings.files')}</h2>
      {isDated ? (
        <LinkButton full href={ics} download={name} onClick={(event) => start(event, ics, name)}>
          {t('meetings.files.ics')}
        </LinkButton>
      ) : (
        <p className="hint">{t('meetings.files.no_ics')}</p>
      )}
      {minutesState === 'approved' && <MinutesPdf meeting={meeting} start={start} />}
      {isComing && <output className="quiet">{t('phrase.loading')}</output>}
      <ErrorNote error={error} />
    </section>
  );
}

function MinutesPdf({ meeting: { id, languages }, start }: { meeting: Meeting; start: Download }) {
  const { t, locale } = useWords();
  const [labels, setLabels] = useState<readonly Tag[]>(languages.length > 0 ? languages : [locale]);
  const pdf = `/api/meetings/${id}/minutes.pdf?${new URLSearchParams(labels.map((tag, at) => [`labels[${at}]`, tag]))}`;
  const name = `minutes-${id}.pdf`;
  const toggle = (tag: Tag) => setLabels(tags.filter((each) => labels.includes(each) !== (each === tag)));
  return (
    <>
      <LinkButton full href={pdf} download={name} onClick={(event) => start(event, pdf, name)}>
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
  );
}
