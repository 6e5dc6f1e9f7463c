import type { PdfBlock, PdfTexts } from '../../platform/pdf/document.ts';
import { formatsFor } from '../../platform/i18n/formats.ts';
import { isLocale } from '../../platform/i18n/locales.ts';
import { textIn } from '../../platform/i18n/shown.ts';
import { placeOf } from '../../platform/place/place.ts';
import type { Column } from '../../platform/table/columns.ts';
import { tableFile } from '../../platform/table/file.server.ts';
import { reportTables } from './report.ts';
import type { MissionReport } from './report.server.ts';
import { type ReportLanguage, type ReportWord, wordIn } from './reportWords.ts';

/** The report of a mission as a file for those who made it: every number, in one of their languages. */
type Wish = { format: 'pdf' | 'xlsx'; language: ReportLanguage; madeAt: Date };
type Line = { table: string; row: string; encounters: number | null; people: number | null; value: number | null };

const totals = ['encounters', 'people', 'treated', 'operated', 'operations'] as const satisfies readonly ReportWord[];

/** A row is called by its word, a place by its name, a day as the language writes it. */
function rowName(language: ReportLanguage, table: string, key: string): string {
  if (table === 'place') {
    const names: Readonly<Record<string, string>> | undefined = placeOf(key)?.names;
    return names?.[language] ?? names?.en ?? wordIn(language, key);
  }
  if (table === 'day') return isLocale(language) ? formatsFor(language).edtf(key) : key;
  return wordIn(language, key);
}

function linesOf({ report }: MissionReport, language: ReportLanguage): Line[] {
  const say = (key: ReportWord) => wordIn(language, key);
  const whole = totals.map((key) => ({
    table: say('totals'),
    row: say(key),
    encounters: null,
    people: null,
    value: report[key],
  }));
  const { waiting } = report;
  const waited = waiting
    ? (['median', 'ninetieth', 'measured'] as const).map((key) => ({
        table: say('waiting'),
        row: key === 'measured' ? say(key) : `${say(key)}, ${say('minutes')}`,
        encounters: null,
        people: null,
        value: waiting[key],
      }))
    : [];
  const rows = reportTables.flatMap((table) =>
    report.tables[table].map(({ key, encounters, people }) => ({
      table: say(`by.${table}`),
      row: rowName(language, table, key),
      encounters,
      people,
      value: null,
    })),
  );
  return [...whole, ...waited, ...rows];
}

const once = async function* <T>(rows: readonly T[]): AsyncGenerator<readonly T[]> {
  yield await Promise.resolve(rows);
};

async function spreadsheet(found: MissionReport, { language }: Wish): Promise<File> {
  const column = (key: keyof Line, header: ReportWord, kind: 'text' | 'integer'): Column<Line> => ({
    key,
    kind,
    header: wordIn(language, header),
    value: (line) => line[key],
  });
  const columns = [
    column('table', 'table', 'text'),
    column('row', 'row', 'text'),
    column('encounters', 'encounters', 'integer'),
    column('people', 'people', 'integer'),
    column('value', 'totals', 'integer'),
  ];
  const { mission } = found;
  const mark = mission.is_demo ? [wordIn(language, 'demo')] : [];
  const title = [...mark, wordIn(language, 'report')].join(' · ');
  return tableFile({
    format: 'xlsx',
    name: `mission-${mission.slug}`,
    title,
    columns,
    pages: once(linesOf(found, language)),
  });
}

function blocksOf(found: MissionReport, language: ReportLanguage): PdfBlock[] {
  const said = (text: string): PdfTexts => [{ text, language }];
  const title = textIn(language, found.mission.title);
  const groups = [...Map.groupBy(linesOf(found, language), ({ table }) => table)];
  return [
    { is: 'title', texts: said(wordIn(language, 'report')) },
    { is: 'paragraph', texts: [{ text: title.text, language: title.language }] },
    ...groups.flatMap(([table, lines]): PdfBlock[] => [
      { is: 'heading', texts: said(table) },
      {
        is: 'facts',
        facts: lines.map(({ row, encounters, people, value }) => ({
          label: said(row),
          value: said(value === null ? `${encounters} (${wordIn(language, 'people')}: ${people})` : String(value)),
        })),
      },
    ]),
  ];
}

async function pages(found: MissionReport, { language, madeAt }: Wish): Promise<File> {
  // The typesetter is large: it is loaded when the first report is asked for.
  const { pdfOf } = await import('../../platform/pdf/pdf.ts');
  const { mission } = found;
  const bytes = await pdfOf({
    title: wordIn(language, 'report'),
    language,
    mark: mission.is_demo ? [{ text: wordIn(language, 'demo'), language }] : null,
    foot: [{ text: 'Yntymaq', language }],
    madeAt,
    blocks: blocksOf(found, language),
  });
  return new File([new Uint8Array(bytes)], `mission-${mission.slug}.pdf`, { type: 'application/pdf' });
}

export const reportFile = (found: MissionReport, wish: Wish): Promise<File> =>
  wish.format === 'pdf' ? pages(found, wish) : spreadsheet(found, wish);
