import type { PdfBlock, PdfDocument, PdfTexts, Tag } from '../../platform/pdf/document.ts';
import { type LocalisedText, nameIn } from '../../platform/i18n/shown.ts';
import { formatsFor } from '../../platform/i18n/formats.ts';
import { isLocale, localeTable } from '../../platform/i18n/locales.ts';
import { placeOf } from '../../platform/place/place.ts';
import { labelIn, type Label } from './labels.ts';
import { writtenByPeople } from './meeting.ts';
import type { MeetingPage } from './schemas.ts';

/** Approved minutes as pages: labels in the chosen languages, and of the content only what a person wrote or approved. */
const tags = Object.keys(localeTable) as Tag[];

/**
 * The versions of a text in the chosen languages, as far as people wrote or approved them; where there is none of those,
 * the first there is. What only a machine wrote is left out.
 */
function said(languages: readonly Tag[], text: LocalisedText | null): PdfTexts {
  const written = text && writtenByPeople(text);
  if (!written) return [];
  const present = tags.filter((tag) => written[tag] !== undefined);
  const chosen = languages.filter((tag) => present.includes(tag));
  return (chosen.length > 0 ? chosen : present.slice(0, 1)).map((language) => ({
    language,
    text: written[language]?.text ?? '',
  }));
}

const named = (languages: readonly Tag[], names: Parameters<typeof nameIn>[1]): PdfTexts => {
  const texts = languages
    .map((language) => ({ language, text: names[language] ?? '' }))
    .filter(({ text }) => text !== '');
  return texts.length > 0 ? texts : [{ language: languages[0] ?? 'kk', text: nameIn('kk', names) }];
};

const label = (languages: readonly Tag[], ...which: Label[]): PdfTexts => {
  const joined = languages.map((language) => ({
    language,
    text: which.map((each) => labelIn([language], each)[0]?.text ?? '').join(', '),
  }));
  return joined.filter(({ text }, index) => joined.findIndex((each) => each.text === text) === index);
};

/** A date as far as it is known; languages whose calendar words we do not write get the figures of the date itself. */
function dates(languages: readonly Tag[], edtf: string, clock: string | null): PdfTexts {
  const texts = languages.map((language) => {
    const day = isLocale(language) ? formatsFor(language).edtf(edtf) : edtf;
    return { language, text: clock === null ? day : `${day}, ${clock}` };
  });
  return texts.filter(({ text }, index) => texts.findIndex((each) => each.text === text) === index);
}

type Fact = { label: PdfTexts; value: PdfTexts };

function clockOf({ localStart, localEnd, zone }: MeetingPage): string | null {
  if (localStart === null) return null;
  const end = localEnd === null ? '' : `–${localEnd.slice(11)}`;
  return `${localStart.slice(11)}${end} (${zone})`;
}

function whenAndWhere(meeting: MeetingPage, languages: readonly Tag[]): Fact[] {
  const { held, reportedOn, place, venue, manner } = meeting;
  const where = place === null ? undefined : placeOf(place);
  const names = where ? named(languages, where.names) : [];
  const facts: Fact[] = [
    { label: label(languages, 'partnership'), value: named(languages, meeting.partnership.names) },
    {
      label: label(languages, 'held'),
      value: held === null ? label(languages, 'date_unknown') : dates(languages, held, clockOf(meeting)),
    },
  ];
  if (reportedOn !== null)
    facts.push({ label: label(languages, 'reported'), value: dates(languages, reportedOn, null) });
  if (names.length > 0 || venue)
    facts.push({ label: label(languages, 'place'), value: [...said(languages, venue), ...names] });
  if (manner !== 'not_stated')
    facts.push({ label: label(languages, 'manner'), value: label(languages, `manner.${manner}`) });
  return facts;
}

function participantsIn({ participants, organisations, people }: MeetingPage, languages: readonly Tag[]) {
  return participants.map(({ name, person, organisation, post }) => {
    const known = people.find(({ id }) => id === person)?.names;
    const at = organisations.find(({ id }) => id === organisation)?.names;
    const called = name ?? known;
    const where = at ? named(languages, at) : [];
    const lead = called ? named(languages, called) : where;
    return { lead, texts: [...said(languages, post), ...(called ? where : [])] };
  });
}

function pointsIn({ points, sides }: MeetingPage, languages: readonly Tag[]) {
  return points.flatMap(({ side, kind, strength, wording }) => {
    const texts = said(languages, wording);
    const names = sides.find(({ id }) => id === side)?.names;
    const who = names ? named(languages, names) : label(languages, 'all_sides');
    const how =
      strength === null ? label(languages, `kind.${kind}`) : label(languages, `kind.${kind}`, `strength.${strength}`);
    return texts.length > 0 ? [{ lead: [...who, ...how], texts }] : [];
  });
}

const section = (heading: PdfTexts, block: PdfBlock | null): PdfBlock[] =>
  block === null ? [] : [{ is: 'heading', texts: heading }, block];
const paragraph = (texts: PdfTexts): PdfBlock | null => (texts.length > 0 ? { is: 'paragraph', texts } : null);
const list = (items: Extract<PdfBlock, { is: 'list' }>['items']): PdfBlock | null =>
  items.length > 0 ? { is: 'list', items } : null;

/** Null where there are no approved minutes. */
export function minutesDocument(
  meeting: MeetingPage,
  { languages, madeAt }: { languages: readonly Tag[]; madeAt: Date },
): PdfDocument | null {
  const approved = meeting.minutes.find(({ state }) => state === 'approved');
  if (!approved?.approvedAt) return null;
  const chosen = languages.length > 0 ? languages : (['kk'] as const);
  const wording = said(chosen, approved.wording);
  const title = said(chosen, meeting.title);
  const approvedOn = dates(chosen, approved.approvedAt.slice(0, 10), null);
  return {
    title: title[0]?.text ?? '',
    language: chosen[0] ?? 'kk',
    mark: meeting.isDemo ? label(chosen, 'demo') : null,
    foot: [...label(chosen.slice(0, 1), 'minutes'), { language: 'en', text: String(approved.number) }],
    madeAt,
    blocks: [
      { is: 'paragraph', texts: label(chosen, 'minutes'), isQuiet: true },
      { is: 'title', texts: title },
      {
        is: 'facts',
        facts: [...whenAndWhere(meeting, chosen), { label: label(chosen, 'approved'), value: approvedOn }],
      },
      ...section(label(chosen, 'participants'), list(participantsIn(meeting, chosen))),
      ...section(label(chosen, 'agenda'), paragraph(said(chosen, meeting.agenda))),
      ...section(label(chosen, 'minutes'), paragraph(wording)),
      ...section(label(chosen, 'points'), list(pointsIn(meeting, chosen))),
      ...section(label(chosen, 'mended'), paragraph(said(chosen, approved.reasons))),
    ],
  };
}
