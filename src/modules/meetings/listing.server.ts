import { allPartnerships, partnershipNamed } from '../directory/index.ts';
import { translatorFor } from '../../platform/i18n/catalogues.server.ts';
import { defaultLocale, type Locale } from '../../platform/i18n/locales.ts';
import { nameIn, textIn } from '../../platform/i18n/shown.ts';
import { placeOf } from '../../platform/place/place.ts';
import type { Served } from '../../platform/serve.ts';
import type { Column, Pages, TableFormat } from '../../platform/table/columns.ts';
import { cursorPages } from '../../platform/table/cursor.sql.ts';
import { tableFile } from '../../platform/table/file.server.ts';
import { countMeetings, type Filter, listMeetings, meetingsQuery } from './list.sql.ts';
import { cursorOf, orderOf, positionOf } from './list.ts';
import type { State } from './meeting.ts';
import { rowsShown } from './pages.server.ts';
import type { MeetingRow } from './schemas.ts';

/** Lists of meetings, on a page and in a file. */
type Asked = {
  partnership?: string | undefined;
  field?: string | undefined;
  state?: State | undefined;
  place?: string | undefined;
  from?: string | undefined;
  until?: string | undefined;
  q?: string | undefined;
};

/** The filter with the ids of partnerships; none of them where there is none to see, and so nothing in it. */
async function filterOf({ tx }: Served, { partnership, field, ...filter }: Asked): Promise<Filter> {
  if (partnership === undefined && field === undefined) return filter;
  const named = partnership === undefined ? undefined : await partnershipNamed(tx, partnership);
  const among =
    partnership === undefined
      ? (await allPartnerships(tx)).filter((each) => each.ownSide !== null)
      : named
        ? [named]
        : [];
  const found = field === undefined ? among : among.filter(({ fields }) => fields.some((each) => each === field));
  return { ...filter, partnerships: found.map(({ id }) => id) };
}

type PageAsked = Asked & { sort?: string | undefined; cursor?: string | undefined; limit: number };

export async function listPage(context: Served, { cursor, limit, sort, ...asked }: PageAsked) {
  const order = orderOf(sort);
  const after = cursor ? positionOf(order, cursor) : null;
  if (cursor && !after) return { refused: 'cursor-invalid' as const };
  const found = await listMeetings(context.tx, await filterOf(context, asked), { order, after, limit: limit + 1 });
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const isMore = found.length > limit && last;
  const next = isMore ? cursorOf(order, { key: last.sort_key, id: last.id }) : null;
  return { items: await rowsShown(context.tx, shown), next };
}

export const listCounts = async (context: Served, asked: Asked) =>
  countMeetings(context.tx, await filterOf(context, asked));

/** The header is in the reader's language; states and other terms are the keys of the API. */
function columnsFor(locale: Locale): Column<MeetingRow>[] {
  const t = translatorFor(locale);
  const place = ({ place: key }: MeetingRow) => (key === null ? null : (placeOf(key)?.names[locale] ?? key));
  return [
    { key: 'id', header: t('meetings.column.id'), kind: 'text', value: (row) => row.id },
    { key: 'title', header: t('meetings.column.title'), kind: 'text', value: (row) => textIn(locale, row.title).text },
    {
      key: 'partnership',
      header: t('meetings.column.partnership'),
      kind: 'text',
      value: (row) => nameIn(locale, row.partnership.names),
    },
    { key: 'state', header: t('meetings.column.state'), kind: 'text', value: (row) => row.state },
    { key: 'held', header: t('meetings.column.held'), kind: 'edtf', value: (row) => row.held },
    { key: 'start', header: t('meetings.column.start'), kind: 'text', value: (row) => row.localStart },
    { key: 'zone', header: t('meetings.column.zone'), kind: 'text', value: (row) => row.zone },
    { key: 'reported', header: t('meetings.column.reported'), kind: 'day', value: (row) => row.reportedOn },
    { key: 'manner', header: t('meetings.column.manner'), kind: 'text', value: (row) => row.manner },
    { key: 'place', header: t('meetings.column.place'), kind: 'text', value: place },
    {
      key: 'venue',
      header: t('meetings.column.venue'),
      kind: 'text',
      value: (row) => row.venue && textIn(locale, row.venue).text,
    },
    { key: 'minutes', header: t('meetings.column.minutes'), kind: 'text', value: (row) => row.minutesState },
    { key: 'visibility', header: t('meetings.column.visibility'), kind: 'text', value: (row) => row.visibility },
    {
      key: 'demonstration',
      header: t('meetings.column.demonstration'),
      kind: 'text',
      value: (row) => t(row.isDemo ? 'meetings.column.yes' : 'meetings.column.no'),
    },
  ];
}

type FileAsked = Asked & { sort?: string | undefined; format: TableFormat; locale?: Locale | undefined };

/** The whole list as a file, read from one moment. */
export async function listFile(
  context: Served,
  { format, locale = defaultLocale, sort, ...asked }: FileAsked,
): Promise<File> {
  const { tx, today } = context;
  const query = meetingsQuery(await filterOf(context, asked), { order: orderOf(sort), after: null, limit: null });
  async function* pages(): Pages<MeetingRow> {
    for await (const found of cursorPages(tx, query)) yield await rowsShown(tx, found);
  }
  const title = translatorFor(locale)('meetings.title');
  return tableFile({ format, name: `meetings-${today}`, title, columns: columnsFor(locale), pages: pages() });
}
