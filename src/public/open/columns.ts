import type { ColumnKind, TableValue } from '../../platform/table/columns.ts';
import { plainAmount } from '../figures.ts';

/** What the open data has. Pure: names, kinds and what each column says, for the files and for what describes them. */
export const datasetNames = [
  'commitments',
  'deliveries',
  'claims',
  'instruments',
  'meetings',
  'organisations',
  'corrections',
  'missions',
  'rates',
] as const;
export type DatasetName = (typeof datasetNames)[number];

export type DataRow = Readonly<Record<string, unknown>>;
export type DataColumn = {
  /** The head of the column, the same in every language. */
  name: string;
  kind: ColumnKind;
  /** In English, for who reads the file without the page. */
  says: string;
  /** Made from other columns of the row; unless told, the row's own of that name. */
  value?: (row: DataRow) => TableValue;
};

const column = (name: string, kind: ColumnKind, says: string): DataColumn => ({ name, kind, says });
const text = (name: string, says: string) => column(name, 'text', says);
const day = (name: string, says: string) => column(name, 'day', says);
const edtf = (name: string, says: string) => column(name, 'edtf', `${says} (EDTF, as exact as its source)`);
const count = (name: string, says: string) => column(name, 'integer', says);

/** An amount of the ledger in whole units of its currency, or a count. */
const amount = (name: string, says: string): DataColumn => ({
  ...column(name, 'money', says),
  value: (row) => {
    const [value, currency] = [row[name], row['currency']];
    return typeof value === 'bigint' ? plainAmount(value, typeof currency === 'string' ? currency : null) : null;
  },
});

const titles = (of: string): DataColumn[] => [
  text('title_kk', `${of} in Kazakh`),
  text('title_ru', `${of} in Russian`),
  text('title_en', `${of} in English`),
  text('title_original', 'the language in which it was first written, where it is known'),
];
const id = text('id', 'stable identifier (UUID)');
const partnership = text('partnership', 'short name of the partnership, as in its address');
const demonstration = text('demonstration', 'true where the record is a demonstration');
const comparators = 'eq equal, gt more than, ge at least, lt less than, le at most, approx about';

export const datasetColumns: Readonly<Record<DatasetName, readonly DataColumn[]>> = {
  commitments: [
    id,
    demonstration,
    partnership,
    ...titles('what was promised'),
    text('kind', 'money, measure (something counted) or act (a single act)'),
    text('measure', 'key of the measure'),
    text('strength', 'step of the ladder from discussed to signed; empty: done, and no promise of it is known'),
    text('comparator', `how target is meant: ${comparators}`),
    amount('target', 'the number that was stated; empty: none was stated, and none is invented'),
    text('currency', 'ISO 4217, where kind is money'),
    text('debtors', 'who owes: identifiers of organisations, separated by spaces'),
    text('creditors', 'who is owed: identifiers of organisations, separated by spaces'),
    edtf('term', 'by when'),
    text('condition_kk', 'its condition in Kazakh'),
    text('condition_en', 'its condition in English'),
    text('condition_state', 'met, unmet or unknown'),
    text('place', 'where, as it was written'),
    day('stated_on', 'the day of the earliest source'),
    day('withdrawn_on', 'the day on which it was withdrawn'),
    text('delivered_comparator', `how delivered is meant: ${comparators}`),
    amount('delivered', 'what the deliveries state together; of people the largest report, never a sum'),
    count('deliveries', 'how many deliveries are counted'),
    day('reported_on', 'the day of the latest report'),
    text('status', 'how it stands on the day of the file'),
    text('meeting', 'identifier of the meeting where it was made'),
    text('instrument', 'identifier of the instrument under which it was made'),
  ],
  deliveries: [
    id,
    demonstration,
    text('commitment', 'identifier of the commitment'),
    text('comparator', `how amount is meant: ${comparators}`),
    amount('amount', 'what was delivered, in the unit of the commitment'),
    text('currency', 'ISO 4217, where it is money'),
    text('measure', 'key of the measure, where it is counted'),
    edtf('period', 'when'),
    text('place', 'where, as it was written'),
    day('reported_on', 'the day of the report'),
    text('counted_from', 'records: counted by the system; documents: a source says so'),
    count('confirmed_by_giver', 'how many organisations confirmed it as giver'),
    count('confirmed_by_receiver', 'how many organisations confirmed it as receiver'),
  ],
  claims: [
    id,
    demonstration,
    partnership,
    text('kind', 'what kind of thing the source says'),
    text('value', 'the value as JSON'),
    text('quote', 'the words of the source that state it'),
    text('sentence', 'the sentence in which the quote stands'),
    text('language', 'language of the quote (BCP 47)'),
    text('source_title', 'title of the source document'),
    text('publisher', 'who published it'),
    text('address', 'where it was published'),
    edtf('published', 'when it was published'),
    text('sha256', 'hash of the kept copy'),
    text('supports', 'identifiers of what rests on it, separated by spaces'),
  ],
  instruments: [
    id,
    demonstration,
    partnership,
    text('kind', 'memorandum, intergovernmental_agreement, and so on; not_stated where no source says'),
    ...titles('its title'),
    text('parties', 'identifiers of organisations, separated by spaces'),
    text('binding', 'binding, not_binding or not_stated'),
    text('state', 'where its last step left it'),
    text('steps', 'each step as state@date; a date in brackets is the day of a source that shows it'),
    edtf('covers', 'for which years it is made'),
    text('parent', 'identifier of the instrument that it hangs on'),
    text('parent_relation', 'carries_out, amends, replaces or belongs_to'),
  ],
  meetings: [
    id,
    demonstration,
    partnership,
    ...titles('its title'),
    text('state', 'planned, held or cancelled'),
    edtf('held', 'when; empty where only the day of the report is known'),
    day('reported_on', 'the day of the report'),
    text('manner', 'in_person, online, hybrid or not_stated'),
    text('place_key', 'key of the place'),
    text('participants', 'identifiers of organisations that took part, separated by spaces'),
  ],
  organisations: [
    id,
    demonstration,
    text('kind', 'ministry, hospital, and so on'),
    text('country', 'ISO 3166-1 alpha-2'),
    text('place', 'where, as it was written'),
    text('place_key', 'key of the place'),
    text('name_kk', 'name in Kazakh'),
    text('name_ru', 'name in Russian'),
    text('name_en', 'name in English'),
    text('identifiers', 'identifiers by scheme (BIN, IATI, ROR) as JSON'),
    text('website', 'address of its site'),
    text('merged_into', 'identifier of the record that it turned out to be'),
  ],
  corrections: [
    id,
    demonstration,
    partnership,
    day('on', 'the day of the correction'),
    text('cause', 'change, counter_entry or settled'),
    text('commitment', 'identifier of the commitment'),
    text('delivery', 'identifier of the delivery that was taken out'),
    text('fields', 'what was corrected, separated by spaces'),
    amount('was', 'the number before'),
    amount('now', 'the number after'),
    text('currency', 'ISO 4217, where it is money'),
    text('before', 'what was said before, as JSON'),
    text('after', 'what is said now, as JSON'),
    text('reasons_kk', 'why, in Kazakh'),
    text('reasons_en', 'why, in English'),
  ],
  missions: [
    text('mission', 'stable identifier (UUID) of the mission; several rows have it'),
    text('slug', 'short name of the mission, as in the address of its result'),
    demonstration,
    partnership,
    ...titles('its title'),
    text('table', 'total, waiting_minutes, or by what is counted: day, place, specialty, age, sex, result'),
    text('row', 'what is counted, or the row of the table'),
    count('value', 'examinations in the row, or the number itself; empty: not said'),
    text('shown', 'number; few: one to four; hidden: left out so that a small one cannot be worked out'),
    day('published_on', 'the day on which it was published'),
  ],
  rates: [
    demonstration,
    text('base', 'ISO 4217: one unit of it'),
    text('quote', 'ISO 4217: is worth so many of this'),
    day('day', 'the day of the rate'),
    column('rate', 'decimal', 'how many'),
    text('source', 'who published it'),
  ],
};

/** What the flat files leave out, told with each of them. */
export const notCarried: Readonly<Record<DatasetName, string>> = {
  commitments:
    'Texts in other languages than those with a column and who translated them; the quotes (see claims); each delivery (see deliveries); answers of parties.',
  deliveries: 'Who confirmed it and when; the quotes (see claims).',
  claims: 'The whole text of the source, which is never published; who decided on the claim.',
  instruments: 'The wording of articles, versions of drafts, signatories and the documents themselves.',
  meetings: 'Names and posts of people, agenda, minutes and what each side said.',
  organisations: 'Names in other languages and scripts; people and their posts.',
  corrections: 'Who made the correction: that is an organisation’s own matter.',
  missions:
    'Missions without a published result; numbers below five and those that would give them away; people and their records.',
  rates: 'Rates that were replaced by a corrected one.',
};
