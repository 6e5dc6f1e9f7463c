import { reportTables } from '../../modules/missions/report.ts';
import { csvText } from '../../platform/csv.ts';
import { said } from '../figures.ts';
import { type File, fileOf, type Form } from '../files.ts';
import type { Ask } from '../pages.ts';
import { type ResultData, resultPath } from './result.ts';

/** The published result of a mission, to take away. Small numbers were gone before it was stored. Pure. */

const totals = ['people', 'encounters', 'treated', 'operated', 'operations'] as const;
const columns = ['mission', 'demonstration', 'partnership', 'title', 'table', 'row', 'value', 'shown', 'published'];

type Line = { table: string; row: string; value: number | null; shown: string };

/** Each number once; one that is not said has no value, and `shown` says whether it is few or hidden. */
function linesOf({ figures }: ResultData): Line[] {
  const line = (table: string, row: string, number: ResultData['figures']['people']): Line => ({
    table,
    row,
    value: number.is === 'number' ? number.value : null,
    shown: number.is,
  });
  const { waiting } = figures;
  return [
    ...totals.map((key) => line('total', key, figures[key])),
    ...(waiting
      ? (['median', 'ninetieth'] as const).map((key) => ({
          ...line('waiting_minutes', key, { is: 'number', value: waiting[key] }),
        }))
      : []),
    ...reportTables.flatMap((table) =>
      figures.tables[table].map(({ key, encounters }) => line(table, key, encounters)),
    ),
  ];
}

export function resultFile(ask: Ask, as: Form, data: ResultData): File {
  const { slug, isDemo, partnership, title: titles, commitmentId, figures } = data;
  const [title, at] = [said(ask.locale, titles).text, data.publishedAt.toISOString()];
  const about = `mission-${slug}-`;
  if (as === 'csv') {
    const rows = linesOf(data).map(({ table, row, value, shown }) => [
      slug,
      isDemo,
      partnership,
      title,
      table,
      row,
      value,
      shown,
      at,
    ]);
    return { as, name: `yntymaq-${about}${ask.today}.csv`, body: csvText(columns, rows) };
  }
  const mission = { slug, demonstration: isDemo, partnership, title, titles, commitment: commitmentId, published: at };
  return fileOf(ask, as, { about, path: resultPath(slug), lines: () => [], value: () => ({ mission, figures }) });
}
