import { translatorFor } from '../../platform/i18n/catalogues.server.ts';
import { defaultLocale, type Locale } from '../../platform/i18n/locales.ts';
import { nameIn, type Names } from '../../platform/i18n/shown.ts';
import type { Translator } from '../../platform/i18n/translate.ts';
import { placeOf } from '../../platform/place/place.ts';
import type { Served } from '../../platform/serve.ts';
import type { ShownNumber } from '../../platform/smallNumbers.ts';
import type { Column } from '../../platform/table/columns.ts';
import { tableFile } from '../../platform/table/file.server.ts';
import { boardShown, ownBoard } from './boards.server.ts';
import { type Dimension, dimensions, tableBy, type Waited, type Waits, whole } from './fairness.ts';
import { type DecidedCase, decidedIn } from './fairness.sql.ts';
import { daysWaited } from './queue.ts';
import type { Fairness } from './schemas.ts';

type Asked = { id: string; year: number };
const unknown = 'unknown';

const waitedOf = (row: DecidedCase): Waited => ({
  days: daysWaited(row.waiting_since, row.at),
  region: row.region ?? unknown,
  sex: row.sex,
  age: row.age_group,
  disease: row.disease ?? unknown,
});

function namesOf(rows: readonly DecidedCase[], dimension: Dimension, key: string): Names | null {
  if (dimension === 'region') return placeOf(key)?.names ?? null;
  if (dimension === 'disease') return rows.find(({ disease }) => disease === key)?.disease_names ?? null;
  return null;
}

/** How long people waited for decisions of a board of the own organisation in a year. */
export async function readFairness(context: Served, { id, year }: Asked): Promise<Fairness | null> {
  const board = await ownBoard(context, id);
  if (!board) return null;
  const rows = await decidedIn(context.tx, id, year);
  const all = rows.map(waitedOf);
  const table = (dimension: Dimension) =>
    tableBy(all, dimension).map((row) => ({ ...row, names: namesOf(rows, dimension, row.key) }));
  return {
    board: boardShown(board),
    year,
    isRunning: year >= context.now.getUTCFullYear(),
    whole: whole(all),
    tables: { region: table('region'), sex: table('sex'), age: table('age'), disease: table('disease') },
    isDemo: board.is_demo,
  };
}

type Line = { dimension: Dimension | 'whole'; group: string; waits: Waits };

/** A number as a file says it: what is not said is a word, never an empty cell that looks like nobody. */
const numberText = (t: Translator, number: ShownNumber): string =>
  number.is === 'number' ? String(number.value) : t(`boards.fairness.${number.is}`);

const columnsIn = (t: Translator): Column<Line>[] => [
  {
    key: 'by',
    header: t('boards.column.by'),
    kind: 'text',
    value: ({ dimension }) => t(`boards.fairness.by.${dimension}`),
  },
  { key: 'group', header: t('boards.column.group'), kind: 'text', value: ({ group }) => group },
  { key: 'cases', header: t('boards.column.cases'), kind: 'text', value: ({ waits }) => numberText(t, waits.cases) },
  { key: 'median', header: t('boards.column.median'), kind: 'integer', value: ({ waits }) => waits.median },
  { key: 'ninetieth', header: t('boards.column.ninetieth'), kind: 'integer', value: ({ waits }) => waits.ninetieth },
];

function groupIn(
  t: Translator,
  locale: Locale,
  { dimension, key, names }: { dimension: Dimension; key: string; names: Names | null },
) {
  if (names) return nameIn(locale, names);
  if (key === unknown) return t('boards.fairness.unknown');
  if (dimension === 'sex' && (key === 'female' || key === 'male')) return t(`boards.sex.${key}`);
  return key;
}

const once = async function* <T>(rows: readonly T[]): AsyncGenerator<readonly T[]> {
  yield await Promise.resolve(rows);
};

type Wish = Asked & { format: 'csv' | 'xlsx'; locale?: Locale | undefined };
export async function fairnessFile(
  context: Served,
  { format, locale = defaultLocale, ...asked }: Wish,
): Promise<File | null> {
  const found = await readFairness(context, asked);
  if (!found) return null;
  const t = translatorFor(locale);
  const lines = dimensions.flatMap((dimension) =>
    found.tables[dimension].map(
      ({ key, names, ...waits }): Line => ({
        dimension,
        group: groupIn(t, locale, { dimension, key, names }),
        waits,
      }),
    ),
  );
  const all: Line = { dimension: 'whole', group: String(found.year), waits: found.whole };
  const mark = found.isDemo ? [t('boards.fairness.demo')] : [];
  const title = [...mark, t('boards.fairness.title'), String(found.year)].join(' · ');
  const name = `waiting-${found.year}${found.isDemo ? '-demo' : ''}`;
  return tableFile({ format, name, title, columns: columnsIn(t), pages: once([all, ...lines]) });
}
