import { locales } from '../../platform/i18n/locales.ts';
import type { ColumnKind } from '../../platform/table/columns.ts';
import { type DataColumn, datasetColumns, type DatasetName, datasetNames, notCarried } from './columns.ts';

/** What describes the open data to programs: DCAT-AP as JSON-LD, and a Frictionless data package. Pure. */
export const licence = {
  name: 'CC-BY-4.0',
  title: 'Creative Commons Attribution 4.0 International',
  path: 'https://creativecommons.org/licenses/by/4.0/',
} as const;

const forms = {
  csv: { media: 'text/csv', type: 'CSV' },
  xlsx: { media: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', type: 'XLSX' },
  json: { media: 'application/json', type: 'JSON' },
} as const;
type Form = keyof typeof forms;

/** Where a file is; demonstration has a folder of its own. */
export const exportPath = (name: DatasetName, form: Form, isDemo = false): string =>
  `/data/${isDemo ? 'demonstration/' : ''}${name}.${form}`;

/** Words in each language of the site, by key. */
export type Said = (key: string) => Readonly<Record<string, string>>;
type Asked = { origin: string; today: string; said: Said };

const inLanguages = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([language, value]) => ({ '@language': language, '@value': value }));

const euAuthority = 'http://publications.europa.eu/resource/authority';
const languageCodes: Readonly<Record<string, string>> = { kk: 'KAZ', ru: 'RUS', en: 'ENG' };

const distribution = (origin: string, name: DatasetName, form: Form) => ({
  '@id': `${origin}${exportPath(name, form)}`,
  '@type': 'dcat:Distribution',
  'dct:title': `${name}.${form}`,
  'dcat:accessURL': { '@id': `${origin}${exportPath(name, form)}` },
  'dcat:downloadURL': { '@id': `${origin}${exportPath(name, form)}` },
  'dcat:mediaType': { '@id': `https://www.iana.org/assignments/media-types/${forms[form].media}` },
  'dct:format': { '@id': `${euAuthority}/file-type/${forms[form].type}` },
  'dct:license': { '@id': licence.path },
});

function dataset({ origin, today, said }: Asked, name: DatasetName) {
  return {
    '@id': `${origin}/data/${name}`,
    '@type': 'dcat:Dataset',
    'dct:identifier': name,
    'dct:title': inLanguages(said(`public.data.set.${name}`)),
    'dct:description': [
      ...inLanguages(said(`public.data.set.${name}.text`)),
      { '@language': 'en', '@value': `Not carried: ${notCarried[name]}` },
    ],
    'dct:publisher': { '@id': `${origin}/#publisher` },
    'dct:language': locales.map((locale) => ({ '@id': `${euAuthority}/language/${languageCodes[locale]}` })),
    'dct:modified': { '@type': 'xsd:date', '@value': today },
    'dct:accrualPeriodicity': { '@id': `${euAuthority}/frequency/CONT` },
    'dct:accessRights': { '@id': `${euAuthority}/access-right/PUBLIC` },
    'dcat:theme': { '@id': `${euAuthority}/data-theme/HEAL` },
    'dcat:distribution': (Object.keys(forms) as Form[]).map((form) => distribution(origin, name, form)),
  };
}

/** The catalogue as DCAT-AP 3 in JSON-LD. Real records only: demonstration is no data about the world. */
export const dcatCatalogue = (asked: Asked): object => ({
  '@context': {
    dcat: 'http://www.w3.org/ns/dcat#',
    dct: 'http://purl.org/dc/terms/',
    foaf: 'http://xmlns.com/foaf/0.1/',
    xsd: 'http://www.w3.org/2001/XMLSchema#',
  },
  '@id': `${asked.origin}/data.jsonld`,
  '@type': 'dcat:Catalog',
  'dct:title': inLanguages(asked.said('public.data.title')),
  'dct:description': inLanguages(asked.said('public.data.lead')),
  'dct:publisher': {
    '@id': `${asked.origin}/#publisher`,
    '@type': 'foaf:Agent',
    'foaf:name': inLanguages(asked.said('public.brand')),
  },
  'dct:license': { '@id': licence.path },
  'dct:language': locales.map((locale) => ({ '@id': `${euAuthority}/language/${languageCodes[locale]}` })),
  'foaf:homepage': { '@id': `${asked.origin}/` },
  'dcat:dataset': datasetNames.map((name) => dataset(asked, name)),
});

const fieldTypes: Readonly<Record<ColumnKind, { type: string; format?: string }>> = {
  text: { type: 'string' },
  integer: { type: 'integer' },
  decimal: { type: 'number' },
  money: { type: 'number' },
  day: { type: 'date' },
  edtf: { type: 'string' },
};

const field = ({ name, kind, says }: DataColumn) => ({ name, ...fieldTypes[kind], description: says });

/** A Frictionless tabular data package (specs.frictionlessdata.io, version 1) over the CSV files. */
export const dataPackage = ({ origin, today, said }: Asked): object => ({
  profile: 'tabular-data-package',
  name: 'yntymaq',
  title: said('public.data.title')['en'],
  description: said('public.data.lead')['en'],
  homepage: origin,
  version: today,
  licenses: [licence],
  resources: datasetNames.map((name) => ({
    profile: 'tabular-data-resource',
    name,
    title: said(`public.data.set.${name}`)['en'],
    description: `${said(`public.data.set.${name}.text`)['en']} Not carried: ${notCarried[name]}`,
    path: `${origin}${exportPath(name, 'csv')}`,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    dialect: { lineTerminator: '\r\n', delimiter: ',', doubleQuote: true, header: true },
    licenses: [licence],
    schema: {
      fields: datasetColumns[name].map(field),
      missingValues: [''],
      ...(name !== 'rates' && { primaryKey: name === 'missions' ? ['mission', 'table', 'row'] : 'id' }),
    },
  })),
});
