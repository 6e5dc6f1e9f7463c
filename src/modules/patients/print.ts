import { countryName } from '../../platform/place/countryName.ts';
import { formatsFor } from '../../platform/i18n/formats.ts';
import type { Locale } from '../../platform/i18n/locales.ts';
import { nameIn } from '../../platform/i18n/shown.ts';
import type { Translator } from '../../platform/i18n/translate.ts';
import type { Exported } from './exported.ts';
import type { Identity } from './schemas.ts';

/** Pages for a patient to print or to keep: plain HTML that needs nothing from anywhere. Pure. */
type In = { t: Translator; locale: Locale; madeAt: Date };
type Access = Exported['accesses'][number];
type Organisations = Exported['organisations'];

const escaped = (text: string): string =>
  text.replaceAll(
    /[&<>"']/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign] ?? sign,
  );

const zone = 'Asia/Almaty';
const style =
  'body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}table{border-collapse:collapse;width:100%}' +
  'th,td{border:1px solid #999;padding:.4rem;text-align:start;vertical-align:top}caption{text-align:start;font-weight:700;padding:.5rem 0}' +
  '.glass{font-weight:700}dt{font-weight:700}@media print{body{margin:0}}';

const page = ({ locale }: In, title: string, body: string): string =>
  `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
  `<title>${escaped(title)}</title><style>${style}</style></head><body><h1>${escaped(title)}</h1>${body}</body></html>`;

const row = (cells: readonly string[], tag = 'td'): string =>
  `<tr>${cells.map((cell) => `<${tag}${tag === 'th' ? ' scope="col"' : ''}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
const table = (caption: string, heads: readonly string[], rows: readonly string[]): string =>
  `<table><caption>${escaped(caption)}</caption><thead>${row(heads, 'th')}</thead><tbody>${rows.join('')}</tbody></table>`;
const facts = (all: readonly (readonly [string, string | null])[]): string =>
  `<dl>${all.flatMap(([label, value]) => (value ? [`<dt>${escaped(label)}</dt><dd>${escaped(value)}</dd>`] : [])).join('')}</dl>`;

const organisationIn = (organisations: Organisations, locale: Locale, id: string): string => {
  const found = organisations.find((each) => each.id === id);
  return found ? nameIn(locale, found.names) : id;
};
const fullName = ({ family, given, patronymic }: Identity['names'][number]): string =>
  [family, given, patronymic].filter(Boolean).join(' ');

/** Known words of access records in the reader's language; a word that came later stands as it is. */
function wordsOf(t: Translator) {
  const kinds: Readonly<Record<string, string>> = {
    read: t('patients.access.kind.read'),
    searched: t('patients.access.kind.searched'),
    exported: t('patients.access.kind.exported'),
  };
  const purposes: Readonly<Record<string, string>> = {
    care: t('patients.access.purpose.care'),
    administration: t('patients.access.purpose.administration'),
    request_of_the_person: t('patients.access.purpose.request_of_the_person'),
    quality: t('patients.access.purpose.quality'),
    law: t('patients.access.purpose.law'),
    break_glass: t('patients.access.purpose.break_glass'),
  };
  const roles: Readonly<Record<string, string>> = {
    viewer: t('patients.access.role.viewer'),
    officer: t('patients.access.role.officer'),
    coordinator: t('patients.access.role.coordinator'),
    administrator: t('patients.access.role.administrator'),
  };
  return { kinds, purposes, roles };
}

function accessesTable(items: readonly Access[], organisations: Organisations, { t, locale }: In): string {
  const formats = formatsFor(locale);
  const { kinds, purposes, roles } = wordsOf(t);
  const rows = items.map(({ at, organisation, role, kind, purpose, reason, origin }) => {
    const cells = [
      formats.moment(new Date(at), zone),
      organisationIn(organisations, locale, organisation),
      (role && roles[role]) ?? '',
      kinds[kind] ?? kind,
      [purposes[purpose] ?? purpose, reason].filter(Boolean).join(': '),
      origin ?? '',
    ];
    return purpose === 'break_glass' ? row(cells).replace('<tr>', '<tr class="glass">') : row(cells);
  });
  const heads = [
    t('patients.access.when'),
    t('patients.access.organisation'),
    t('patients.access.role'),
    t('patients.access.what'),
    t('patients.access.why'),
    t('patients.access.from'),
  ];
  return table(t('patients.access.title'), heads, rows);
}

type Told = { items: readonly Access[]; organisations: Organisations; identity: Identity | null; isDemo: boolean };
const demoMark = (isDemo: boolean, { t }: In): string =>
  isDemo ? `<p><strong>${escaped(t('patients.print.demonstration'))}</strong></p>` : '';

/** Who looked at my data. */
export function accessesPage({ items, organisations, identity, isDemo }: Told, to: In): string {
  const { t, locale, madeAt } = to;
  const named = identity?.names[0];
  const made = t('patients.print.made', { when: formatsFor(locale).moment(madeAt, zone) });
  const lead = `${demoMark(isDemo, to)}<p>${escaped(named ? fullName(named) : '')}</p><p>${escaped(made)}</p>`;
  return page(to, t('patients.access.title'), lead + accessesTable(items, organisations, to));
}

function identityFacts(identity: Identity, { t, locale }: In): string {
  const formats = formatsFor(locale);
  const { names, birthDate, sex, phone, address, identifiers, representatives, deceased } = identity;
  return facts([
    [t('patients.ui.names'), names.map((name) => `${fullName(name)} (${name.tag})`).join(' · ')],
    [t('patients.ui.birth_date'), birthDate && formats.edtf(birthDate)],
    [t('patients.ui.sex'), t(`patients.ui.sex.${sex}`)],
    [
      t('patients.ui.identifiers'),
      identifiers
        .map(({ system, country, value }) => `${t(`patients.ui.system.${system}`)} (${country}): ${value}`)
        .join(' · '),
    ],
    [t('patients.ui.phone'), phone],
    [t('patients.ui.address'), address && [address.place, address.text].filter(Boolean).join(', ')],
    [
      t('patients.ui.representatives'),
      representatives
        .map((each) => `${each.name}, ${t(`patients.ui.relation.${each.relation}`)}, ${each.ground}`)
        .join(' · '),
    ],
    [t('patients.ui.deceased'), deceased && (deceased.on ? formats.edtf(deceased.on) : t('patients.ui.yes'))],
  ]);
}

function consentsTable({ consents, organisations }: Exported, { t, locale }: In): string {
  const formats = formatsFor(locale);
  const rows = consents.map((consent) => {
    const { receivingOrganisation: to, receivingCountry, givenOn, standing, text } = consent;
    return row([
      t(`patients.ui.purpose.${consent.purpose}`),
      to ? organisationIn(organisations, locale, to) : countryName(locale, receivingCountry),
      [formats.edtf(givenOn), standing?.name].filter(Boolean).join(', '),
      `${text.title} (${text.language}, ${text.version})`,
      t(`patients.ui.state.${consent.state}`),
    ]);
  });
  const heads = [
    t('patients.ui.purpose'),
    t('patients.ui.receiver'),
    t('patients.ui.given_on'),
    t('patients.ui.text'),
    t('patients.ui.state'),
  ];
  return table(t('patients.ui.consents'), heads, rows);
}

/** All that is held on a patient, to read. What other modules hold stands there as they keep it. */
export function heldPage(held: Exported, to: In): string {
  const { t, locale, madeAt } = to;
  const made = t('patients.print.made', { when: formatsFor(locale).moment(madeAt, zone) });
  const care = held.care.map((part) =>
    row([
      organisationIn(held.organisations, locale, part.organisation),
      t(`patients.ui.ground.${part.ground}`),
      [part.since, part.until].flatMap((at) => (at ? [formatsFor(locale).moment(new Date(at), zone)] : [])).join(' – '),
    ]),
  );
  const heads = [t('patients.access.organisation'), t('patients.ui.ground'), t('patients.access.when')];
  const earlier = [...held.merged, ...held.earlier].map(({ identity }) => identityFacts(identity, to)).join('<hr>');
  const modules = Object.entries(held.modules).map(
    ([name, value]) => `<h2>${escaped(name)}</h2><pre>${escaped(JSON.stringify(value, null, 2))}</pre>`,
  );
  const body = [
    `${demoMark(held.isDemo, to)}<p>${escaped(made)}</p>`,
    identityFacts(held.identity, to),
    consentsTable(held, to),
    table(t('patients.ui.care'), heads, care),
    accessesTable(held.accesses, held.organisations, to),
    earlier && `<h2>${escaped(t('patients.print.earlier'))}</h2>${earlier}`,
    ...modules,
  ];
  return page(to, t('patients.print.held'), body.join(''));
}
