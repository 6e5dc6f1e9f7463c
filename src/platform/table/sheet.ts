import { daysBetween, isDay } from '../time/calendar.ts';
import type { Column, ColumnKind, TableValue } from './columns.ts';

/** The XML of a worksheet (ECMA-376, SpreadsheetML), a row at a time. Pure. */

/** Places in `cellXfs` of the styles below. */
const styles = { general: 0, header: 1, text: 2, whole: 3, cents: 4, mills: 5, day: 6 } as const;
type Style = keyof typeof styles;

const space = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageSpace = 'http://schemas.openxmlformats.org/package/2006';
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const longestCell = 32_767;
/** What XML 1.0 cannot hold at all; and what SpreadsheetML would take for an escape. */
// oxlint-disable-next-line no-control-regex
const impossible = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/** Most texts have nothing to escape. */
// oxlint-disable-next-line no-control-regex
const special = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uD800-\uDFFF\uFFFE\uFFFF_&<>"]/;

function escaped(text: string): string {
  if (text.length <= longestCell && !special.test(text)) return text;
  return (text.length > longestCell ? `${text.slice(0, longestCell - 1)}…` : text)
    .toWellFormed()
    .replaceAll(impossible, '')
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** `A`, `Z`, `AA` … of a place that counts from 0. */
export function letters(place: number): string {
  const rest = Math.floor(place / 26);
  return (rest > 0 ? letters(rest - 1) : '') + String.fromCodePoint(65 + (place % 26));
}

const asText = (at: string, text: string, style: Style): string =>
  `<c r="${at}" s="${styles[style]}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
const asNumber = (at: string, digits: string, style: Style): string =>
  `<c r="${at}" s="${styles[style]}"><v>${digits}</v></c>`;

/** A spreadsheet keeps 15 digits; what is longer stays exact as text. */
const isExact = (digits: string): boolean => digits.replaceAll(/^-?0*|\./g, '').length <= 15;

function numberStyle(kind: ColumnKind, digits: string): Style {
  const fraction = digits.split('.')[1]?.length ?? 0;
  if (kind === 'integer' || (kind === 'money' && fraction === 0)) return 'whole';
  if (kind === 'money') return fraction > 2 ? 'mills' : 'cents';
  return 'general';
}

const firstSerialDay = '1900-03-01';
const epoch = '1899-12-30';

function cellXml(at: string, kind: ColumnKind, value: Exclude<TableValue, null | undefined>): string {
  const text = String(value);
  if (kind === 'text' || kind === 'edtf') return asText(at, text, 'text');
  if (kind === 'day') {
    const isDate = isDay(text) && text >= firstSerialDay;
    return isDate ? asNumber(at, String(daysBetween(epoch, text)), 'day') : asText(at, text, 'text');
  }
  if (!/^-?\d+(\.\d+)?$/.test(text) || !isExact(text)) return asText(at, text, 'text');
  return asNumber(at, text, numberStyle(kind, text));
}

/** Writes rows of the list. `number` counts from 1; the header is row 1. */
export function rowWriter<Row>(columns: readonly Column<Row>[]): (row: Row, number: number) => string {
  const places = columns.map(({ kind, value }, at) => ({ kind, value, letter: letters(at) }));
  return (row, number) => {
    let cells = '';
    for (const { kind, value, letter } of places) {
      const found = value(row);
      if (found !== null && found !== undefined && found !== '') cells += cellXml(`${letter}${number}`, kind, found);
    }
    return `<row r="${number}">${cells}</row>`;
  };
}

const widths: Record<ColumnKind, number> = { text: 28, integer: 12, decimal: 14, money: 18, day: 12, edtf: 14 };

/** Everything before the first row of the list: a header that stays where it is. */
export function sheetStart<Row>(columns: readonly Column<Row>[]): string {
  const sizes = columns.map(
    ({ kind }, at) => `<col min="${at + 1}" max="${at + 1}" width="${widths[kind]}" customWidth="1"/>`,
  );
  const cells = columns.map(({ header }, at) => asText(`${letters(at)}1`, header, 'header'));
  return (
    `${head}<worksheet xmlns="${space}"><sheetViews><sheetView workbookViewId="0">` +
    `<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
    `<cols>${sizes.join('')}</cols><sheetData><row r="1">${cells.join('')}</row>`
  );
}

/** Everything after the last row: `rows` counts the header too. */
export const sheetEnd = (columns: number, rows: number): string =>
  `</sheetData><autoFilter ref="A1:${letters(columns - 1)}${rows}"/></worksheet>`;

/** A sheet's name has at most 31 characters and none of those that an address of a cell uses. */
const sheetName = (title: string): string =>
  escaped(
    title
      .replaceAll(/[[\]:*?/\\']/g, ' ')
      .trim()
      .slice(0, 31) || 'Yntymaq',
  );

const stylesXml =
  `${head}<styleSheet xmlns="${space}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>` +
  `<numFmt numFmtId="165" formatCode="#,##0.000"/></numFmts>` +
  `<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
  `<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
  `<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="7">` +
  `<xf xfId="0"/><xf xfId="0" fontId="1" numFmtId="49" applyFont="1" applyNumberFormat="1"/>` +
  [49, 3, 4, 165, 164].map((format) => `<xf xfId="0" numFmtId="${format}" applyNumberFormat="1"/>`).join('') +
  `</cellXfs></styleSheet>`;

/** The small parts around the sheet, by their place in the archive. */
export const workbookParts = (title: string): Record<string, string> => ({
  '[Content_Types].xml':
    `${head}<Types xmlns="${packageSpace}/content-types">` +
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Default Extension="xml" ContentType="application/xml"/>` +
    `<Override PartName="/xl/workbook.xml" ContentType="${mediaType}.sheet.main+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${mediaType}.styles+xml"/>` +
    `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${mediaType}.worksheet+xml"/></Types>`,
  '_rels/.rels':
    `${head}<Relationships xmlns="${packageSpace}/relationships">` +
    `<Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml':
    `${head}<workbook xmlns="${space}" xmlns:r="${office}"><sheets>` +
    `<sheet name="${sheetName(title)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels':
    `${head}<Relationships xmlns="${packageSpace}/relationships">` +
    `<Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/>` +
    `<Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': stylesXml,
});
