import { openCommitments } from '../accords/index.ts';
import type { PdfBlock, PdfDocument, PdfTexts } from '../../platform/pdf/document.ts';
import { translatorFor } from '../../platform/i18n/catalogues.server.ts';
import { formatsFor } from '../../platform/i18n/formats.ts';
import { defaultLocale, type Locale } from '../../platform/i18n/locales.ts';
import { type LocalisedText, nameIn, textIn } from '../../platform/i18n/shown.ts';
import type { Served } from '../../platform/serve.ts';
import type { readBrief } from './brief.server.ts';

/** The brief of the own side on paper: for one reader, in one language, marked as not for the other side. */
type Brief = Extract<Awaited<ReturnType<typeof readBrief>>, { notes: unknown }>;
type Owed = Awaited<ReturnType<typeof openCommitments>>;

function wordsFor(locale: Locale) {
  const [t, formats] = [translatorFor(locale), formatsFor(locale)];
  const plain = (text: string): PdfTexts => [{ language: locale, text }];
  /** A machine's text says so. */
  const text = (localised: LocalisedText): PdfTexts => {
    const shown = textIn(locale, localised);
    const remark = shown.by === 'machine' ? ` (${t('phrase.by_machine')})` : '';
    return [{ language: shown.language, text: shown.text + remark }];
  };
  return { t, formats, plain, text, locale };
}
type Words = ReturnType<typeof wordsFor>;

function commitmentList(rows: Owed['weOwe'], organisations: Owed['organisations'], words: Words): PdfBlock {
  const { t, formats, plain, text, locale } = words;
  if (rows.length === 0) return { is: 'paragraph', texts: plain(t('meetings.brief.nothing')), isQuiet: true };
  const names = new Map(organisations.map((each) => [each.id, nameIn(locale, each.names)]));
  const parties = (ids: readonly string[]) => formats.list(ids.flatMap((id) => names.get(id) ?? []));
  return {
    is: 'list',
    items: rows.map((row) => {
      const { status, since } = row.standing;
      const word = t(
        status === 'not_reported' ? 'accords.ui.status.not_reported_short' : `accords.ui.status.${status}`,
      );
      const stated = since === null ? word : `${word} (${formats.edtf(since, 'short')})`;
      const term = row.term === null ? [] : plain(formats.edtf(row.term));
      const target = row.target ? [formats.amount(row.target, row.comparator)] : [];
      return {
        lead: [...plain(stated), ...term],
        texts: [...text(row.title), ...plain([parties(row.debtors), ...target].filter(Boolean).join(' · '))],
      };
    }),
  };
}

function lastMeeting({ last, sides }: Brief, { t, plain, text, locale }: Words): PdfBlock[] {
  if (!last) return [{ is: 'paragraph', texts: plain(t('meetings.brief.no_last')), isQuiet: true }];
  const who = (side: string | null) => {
    const found = sides.find(({ id }) => id === side);
    return found ? nameIn(locale, found.names) : t('meetings.point.all_sides');
  };
  const items = last.points.map(({ side, kind, wording }) => ({
    lead: plain(`${who(side)}: ${t(`meetings.kind.${kind}`)}`),
    texts: text(wording),
  }));
  return [{ is: 'paragraph', texts: text(last.title) }, ...(items.length > 0 ? [{ is: 'list' as const, items }] : [])];
}

const notes = (brief: Brief, { t, plain, text }: Words): PdfBlock[] =>
  brief.notes.length === 0
    ? [{ is: 'paragraph', texts: plain(t('meetings.brief.no_notes')), isQuiet: true }]
    : brief.notes.flatMap(({ title, wording }): PdfBlock[] => [
        { is: 'heading', texts: text(title) },
        { is: 'paragraph', texts: text(wording) },
      ]);

/** @param locale of the reader */
export async function briefDocument(
  context: Served,
  brief: Brief,
  locale: Locale = defaultLocale,
): Promise<PdfDocument> {
  const words = wordsFor(locale);
  const { t, formats, plain, text } = words;
  const { meeting } = brief;
  const { weOwe, owedToUs, organisations } = await openCommitments(context, meeting.partnership.id);
  const when = meeting.held === null ? t('meetings.date_unknown') : formats.edtf(meeting.held);
  const own = plain(t('meetings.brief.own_side_only'));
  const heading = (key: 'notes' | 'we_owe' | 'owed_to_us' | 'last'): PdfBlock => ({
    is: 'heading',
    texts: plain(t(`meetings.brief.${key}`)),
  });
  return {
    title: textIn(locale, meeting.title).text,
    language: locale,
    mark: meeting.isDemo ? [...own, ...plain(t('meetings.ical.demo'))] : own,
    foot: own,
    madeAt: context.now,
    blocks: [
      { is: 'title', texts: text(meeting.title) },
      { is: 'paragraph', texts: plain(`${nameIn(locale, meeting.partnership.names)} · ${when}`), isQuiet: true },
      heading('notes'),
      ...notes(brief, words),
      heading('we_owe'),
      commitmentList(weOwe, organisations, words),
      heading('owed_to_us'),
      commitmentList(owedToUs, organisations, words),
      heading('last'),
      ...lastMeeting(brief, words),
    ],
  };
}
