import type { PartKind } from '../../case.ts';
import type { PartContent } from '../../schemas.case.ts';

/** What is typed of a part, as text, and what it becomes when it is sent. Pure. */
type Base = { name: string; isRequired?: boolean };
/** `empty`: what an empty field is sent as. */
export type FieldSpec = Base &
  (
    | { type: 'text' | 'area' | 'day' | 'language' | 'currency'; empty?: 'null' | 'text' | 'none' }
    | { type: 'yes' }
    | { type: 'lines' }
    | { type: 'tnm' }
    | { type: 'needs' }
    | { type: 'rows'; columns: readonly ColumnSpec[] }
  );
export type ColumnSpec = { name: string; type: 'text' | 'day' | 'payer' | 'by' | 'code'; empty?: 'null' | 'none' };

const text = (name: string, empty: 'null' | 'text' | 'none' = 'text'): FieldSpec => ({ name, type: 'text', empty });
const must = (name: string, type: 'text' | 'area' | 'day' | 'language' | 'currency'): FieldSpec => ({
  name,
  type,
  empty: 'text',
  isRequired: true,
});
const area = (name: string): FieldSpec => ({ name, type: 'area', empty: 'text' });
const people: FieldSpec = {
  name: 'people',
  type: 'rows',
  columns: [
    { name: 'name', type: 'text' },
    { name: 'relation', type: 'text' },
    { name: 'passport', type: 'text', empty: 'none' },
    { name: 'phone', type: 'text', empty: 'none' },
  ],
};
const letter: readonly FieldSpec[] = [
  must('patientName', 'text'),
  must('birthDate', 'day'),
  must('passport', 'text'),
  must('from', 'day'),
  must('until', 'day'),
  { ...people, name: 'companions' },
  must('contact', 'text'),
  must('signedBy', 'text'),
  must('post', 'text'),
];
const told: readonly FieldSpec[] = [
  must('language', 'language'),
  must('text', 'area'),
  { name: 'on', type: 'day', empty: 'null' },
];

export const fieldsOf: Readonly<Record<PartKind, readonly FieldSpec[]>> = {
  diagnosis: [
    must('language', 'language'),
    { name: 'codes', type: 'rows', columns: [{ name: 'code', type: 'code' }], isRequired: true },
    { name: 'tnm', type: 'tnm' },
    area('words'),
  ],
  history: told.slice(0, 2),
  questions: [must('language', 'language'), { name: 'items', type: 'lines', isRequired: true }],
  companion: [{ name: 'isComing', type: 'yes' }, people, area('words')],
  interpreter: [
    { name: 'isNeeded', type: 'yes' },
    { name: 'from', type: 'language', empty: 'null' },
    { name: 'to', type: 'language', empty: 'null' },
    text('name', 'null'),
    text('phone', 'null'),
    area('words'),
  ],
  'cost-estimate': [
    {
      name: 'lines',
      type: 'rows',
      isRequired: true,
      columns: [
        { name: 'what', type: 'text' },
        { name: 'amount', type: 'text' },
        { name: 'currency', type: 'text' },
        { name: 'payer', type: 'payer' },
      ],
    },
    must('showIn', 'currency'),
    must('on', 'day'),
    area('words'),
  ],
  'invitation-letter': [...letter, must('address', 'text')],
  'travel-letter': [...letter, { name: 'needs', type: 'needs' }],
  'discharge-letter': told,
  'follow-up-plan': [
    must('language', 'language'),
    {
      name: 'items',
      type: 'rows',
      isRequired: true,
      columns: [
        { name: 'what', type: 'text' },
        { name: 'due', type: 'day', empty: 'null' },
        { name: 'by', type: 'by' },
      ],
    },
    area('words'),
  ],
  'follow-up-report': told,
};

export type Row = Readonly<Record<string, string>>;
/** Rows and sets as lists, all else as one text; `tnm.t` and so on for the three of a TNM. */
export type Typed = { texts: Row; rows: Readonly<Record<string, readonly Row[]>> };

const firstOf: Partial<Record<ColumnSpec['type'], string>> = { payer: 'quota', by: 'sender' };
export const emptyRow = (columns: readonly ColumnSpec[]): Row =>
  Object.fromEntries(columns.map(({ name, type }) => [name, firstOf[type] ?? '']));
const plain = (value: unknown): string => (typeof value === 'string' ? value : '');
const record = (value: unknown): Record<string, unknown> => (value ?? {}) as Record<string, unknown>;
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function textsOf(spec: FieldSpec, content: Record<string, unknown>): [string, string][] {
  const value = content[spec.name];
  switch (spec.type) {
    case 'yes':
      return [[spec.name, value === true ? 'yes' : '']];
    case 'lines':
      return [[spec.name, list(value).map(plain).join('\n')]];
    case 'needs':
      return [[spec.name, list(value).map(plain).join(' ')]];
    case 'tnm':
      return (['t', 'n', 'm'] as const).map((part) => [`tnm.${part}`, plain(record(value)[part])]);
    case 'rows':
      return [];
    case 'text':
    case 'area':
    case 'day':
    case 'language':
    case 'currency':
      return [[spec.name, plain(value)]];
    default:
      return spec satisfies never;
  }
}

/** A part that was written, or nothing yet, as it stands in the form. */
export function typedOf(kind: PartKind, content: PartContent | null, given: Row = {}): Typed {
  const written = record(content);
  const rows = fieldsOf[kind].flatMap((spec): [string, Row[]][] => {
    if (spec.type !== 'rows') return [];
    const kept = list(written[spec.name]).map((each) =>
      Object.fromEntries(spec.columns.map(({ name }) => [name, plain(record(each)[name])])),
    );
    return [[spec.name, kept.length > 0 || !spec.isRequired ? kept : [emptyRow(spec.columns)]]];
  });
  const texts = Object.fromEntries(fieldsOf[kind].flatMap((spec) => textsOf(spec, written)));
  return { texts: content ? texts : { ...texts, ...given }, rows: Object.fromEntries(rows) };
}

function rowSent(columns: readonly ColumnSpec[], row: Row): Record<string, string | null> {
  return Object.fromEntries(
    columns.flatMap(({ name, type, empty }): [string, string | null][] => {
      const value = (row[name] ?? '').trim();
      if (value === '' && empty === 'none') return [];
      const shown =
        type === 'code' || name === 'currency'
          ? value.toUpperCase()
          : value.replace(name === 'amount' ? /\s/g : /$^/, '');
      return [[name, value === '' && empty === 'null' ? null : shown]];
    }),
  );
}
const isTyped = (columns: readonly ColumnSpec[], row: Row): boolean =>
  columns.some(({ name, type }) => firstOf[type] === undefined && (row[name] ?? '').trim() !== '');

function sent(spec: FieldSpec, { texts, rows }: Typed): unknown {
  const value = (texts[spec.name] ?? '').trim();
  switch (spec.type) {
    case 'yes':
      return value === 'yes';
    case 'lines':
      return value.split('\n').flatMap((each) => each.trim() || []);
    case 'needs':
      return value.split(' ').filter((each) => each !== '');
    case 'tnm': {
      const [t, n, m] = (['t', 'n', 'm'] as const).map((part) => (texts[`tnm.${part}`] ?? '').trim());
      return t || n || m ? { t: t ?? '', n: n ?? '', m: m ?? '' } : null;
    }
    case 'rows':
      return (rows[spec.name] ?? [])
        .filter((row) => isTyped(spec.columns, row))
        .map((row) => rowSent(spec.columns, row));
    case 'text':
    case 'area':
    case 'day':
    case 'language':
    case 'currency':
      return value === '' && spec.empty === 'null' ? null : spec.type === 'currency' ? value.toUpperCase() : value;
    default:
      return spec satisfies never;
  }
}

/** What is sent of what was typed. The server looks at it; nothing is guessed here. */
export const contentOf = (kind: PartKind, typed: Typed): PartContent =>
  ({ kind, ...Object.fromEntries(fieldsOf[kind].map((spec) => [spec.name, sent(spec, typed)])) }) as PartContent;
