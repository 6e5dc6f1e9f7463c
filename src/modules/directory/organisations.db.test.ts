import { afterAll, expect, test } from 'vitest';
import { startWorld } from '../../../test/world.ts';

const world = await startWorld();
afterAll(() => world.stop());
const [ours, others] = await Promise.all([world.organisation('Бірінші'), world.organisation('Екінші')]);
const us = world.as(await world.someone('coordinator', ours));
const them = world.as(await world.someone('coordinator', others));

const clinic = { kind: 'hospital', country: 'KZ', names: { kk: 'Талдықорған ауруханасы' } };
const register = async (more: object = {}) => (await us.post('/organisations', { ...clinic, ...more })).json();
const read = async (id: string, who = us) => (await who.get(`/organisations/${id}`)).json();

test('an organisation is registered with all that is known of it, and read by others', async () => {
  const { id } = await register({
    names: { kk: 'Хёндэ', 'kk-Latn': 'Hyundai', 'kk-Arab': 'حيۋندai' },
    placeKey: 'taldykorgan',
    identifiers: { bin: '940740 000 911', ror: 'https://ror.org/03vek6s52' },
    website: 'https://example.org/',
    aliases: ['Хендай', 'Хендай'],
    parent: ours,
  });
  const page = await read(id, them);
  expect(page).toMatchObject({
    placeKey: 'taldykorgan',
    website: 'https://example.org/',
    aliases: ['Хендай'],
    parent: ours,
    version: 1,
    identifiers: {
      bin: '940740000911',
      ror: '03vek6s52',
    },
    mayChange: false,
    mergedInto: null,
  });
  expect(page.events).toMatchObject([{ action: 'register', organisation: ours }]);
  expect((await read(ours)).parts).toContain(id);
});

test.each([
  [{ identifiers: { bin: '940740000912' } }, '/identifiers/bin'],
  [{ identifiers: { iati: 'nonsense' } }, '/identifiers/iati'],
  [{ identifiers: { passport: '1' } }, '/identifiers'],
  [{ website: 'javascript:alert(1)' }, '/website'],
  [{ placeKey: 'atlantis' }, '/placeKey'],
  [{ names: {} }, '/names'],
  [{ country: 'Kazakhstan' }, '/country'],
  [{ aliases: Array.from({ length: 41 }, String) }, '/aliases'],
])('%j is refused at the field %s', async (wrong, field) => {
  const reply = await us.post('/organisations', { ...clinic, ...wrong });
  expect(reply.statusCode).toBe(400);
  expect(reply.json().errors.map((each: { field: string }) => each.field)).toContain(field);
});

test.each([
  [{ country: 'KR', placeKey: 'taldykorgan' }, 'place-in-another-country'],
  [{ parent: '018f0000-0000-7000-8000-000000000000' }, 'parent-unknown'],
])('%j is refused: %s', async (wrong, refusal) => {
  expect((await us.post('/organisations', { ...clinic, ...wrong })).json().type).toBe(`/problems/${refusal}`);
});

test('a change says on what it rests: the second of two is stale, and what was left out stays', async () => {
  const { id } = await register({ website: 'https://example.org/' });
  const change = (kk: string) => us.post(`/organisations/${id}/changes`, { version: 1, change: { names: { kk } } });
  const replies = await world.meetingAt(`select from organisation where id = '${id}'`, () => [
    change('А'),
    change('Ә'),
  ]);
  expect(replies.map((reply) => reply.statusCode).toSorted((one, other) => one - other)).toEqual([200, 409]);
  const after = await read(id);
  expect(after).toMatchObject({ version: 2, website: 'https://example.org/', kind: 'hospital' });
  expect(after.events[0]).toMatchObject({ action: 'change', fields: ['names'] });
  const cleared = await us.post(`/organisations/${id}/changes`, { version: 2, change: { website: null } });
  expect(cleared.json()).toEqual({ id, version: 3 });
  expect((await read(id)).website).toBeNull();
});

test('who neither is an organisation nor registered it changes nothing, and merges nothing', async () => {
  const [one, other] = [await register(), await register()];
  const changed = await them.post(`/organisations/${one.id}/changes`, { version: 1, change: { country: 'KR' } });
  expect([changed.statusCode, changed.json().type]).toEqual([403, '/problems/not-yours-to-change']);
  const merged = await them.post(`/organisations/${one.id}/merge`, { version: 1, into: other.id, intoVersion: 1 });
  expect(merged.json().type).toBe('/problems/not-yours-to-change');
  const nowhere = await them.post('/organisations/018f0000-0000-7000-8000-000000000000/changes', {
    version: 1,
    change: {},
  });
  expect(nowhere.json().type).toBe('/problems/not-found');
});

test('an organisation is not put below its own parts', async () => {
  const top = await register();
  const middle = await register({ parent: top.id });
  const below = await register({ parent: middle.id });
  const reply = await us.post(`/organisations/${top.id}/changes`, { version: 1, change: { parent: below.id } });
  expect(reply.json().type).toBe('/problems/parent-below');
});

test('two that are put below each other at the same moment do not make a circle', async () => {
  const [one, other] = [await register(), await register()];
  const below = (id: string, parent: string) =>
    us.post(`/organisations/${id}/changes`, { version: 1, change: { parent } });
  const replies = await Promise.all([below(one.id, other.id), below(other.id, one.id)]);
  expect(replies.map((reply) => reply.statusCode).toSorted((left, right) => left - right)).toEqual([200, 422]);
});

type Page = { items: { id: string; names: { kk: string } }[]; next: string | null; counts: { real: number } };
const list = async (query: string): Promise<Page> => (await us.get(`/organisations/list?${query}`)).json();

test('the list is searched in any alphabet, filtered, and read page by page without losing or repeating a row', async () => {
  for (const kk of ['Жетісу донор', 'Ақтау донор', 'Семей донор', 'Ақтау донор', 'Орал донор'])
    await register({ kind: 'donor', names: { kk }, country: kk.startsWith('С') ? 'JP' : 'KZ' });
  const found = await list('q=zhetysu');
  expect(found.items.map(({ names }) => names.kk)).toEqual(['Жетісу донор']);
  expect((await list('kind=donor&country=JP')).items).toHaveLength(1);
  for (const sort of ['name', '-name', 'changed', '-changed', 'country', '-country']) {
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: Page = await list(`kind=donor&limit=2&sort=${sort}${next && `&cursor=${encodeURIComponent(next)}`}`);
      seen.push(...page.items.map(({ id }) => id));
      expect(page.counts.real).toBe(5);
      next = page.next;
    }
    expect([seen.length, new Set(seen).size]).toEqual([5, 5]);
  }
  const names = (await list('kind=donor')).items.map((each) => each.names.kk);
  expect(names).toEqual(['Ақтау донор', 'Ақтау донор', 'Жетісу донор', 'Орал донор', 'Семей донор']);
});

test('a cursor of another order is refused', async () => {
  const { next } = await list('kind=donor&limit=2');
  const reply = await us.get(`/organisations/list?sort=-name&cursor=${encodeURIComponent(next ?? '')}`);
  expect(reply.json().type).toBe('/problems/cursor-invalid');
});

test('the same list goes out as CSV and as XLSX', async () => {
  const csv = await us.get('/organisations/file?format=csv&kind=donor&country=JP&locale=en');
  const [header, row, ...rest] = csv.body.trim().split('\r\n');
  expect(header).toContain('Name in Kazakh, Latin letters');
  expect([row?.includes('Семей донор'), rest]).toEqual([true, []]);
  const xlsx = await us.get('/organisations/file?format=xlsx&kind=donor');
  expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK');
});

function fileOf(text: string, more: Record<string, string> = {}) {
  const edge = 'edge-of-the-form';
  const field = (name: string, value: string, extra = '') =>
    `--${edge}\r\ncontent-disposition: form-data; name="${name}"${extra}\r\n\r\n${value}\r\n`;
  const fields = Object.entries(more).map(([name, value]) => field(name, value));
  const file = field('file', text, '; filename="list.csv"');
  return {
    body: Buffer.from(`${fields.join('')}${file}--${edge}--\r\n`),
    headers: { 'content-type': `multipart/form-data; boundary=${edge}` },
  };
}
const preview = async (text: string, who = us) => {
  const { body, headers } = fileOf(text, { locale: 'en' });
  return (await who.post('/organisations/import/preview', body, headers)).json();
};
const bring = async (text: string, seen: string) => {
  const { body, headers } = fileOf(text, { seen });
  return us.post('/organisations/import', body, headers);
};

test('a file is previewed row by row, taken in as previewed, and says nothing new the second time', async () => {
  const text = [
    'Түрі;Ел (екі әріп);Атауы қазақша;БСН;Орнының кілті',
    'университет;kz;Семей медицина университеті;;semey',
    'university;KZ;Қате БСН;940740000912;',
    'university;KZ;;;',
    'castle;KZ;Қамал;;',
    'university;KR;Басқа елде;;semey',
  ].join('\n');
  const before = await preview(text);
  expect(before.counts).toEqual({ added: 1, changed: 0, unchanged: 0, refused: 4 });
  const faults = before.rows.flatMap((row: { faults?: { cause: string; text: string }[] }) => row.faults ?? []);
  expect(faults.map(({ cause }: { cause: string }) => cause)).toEqual([
    'bin_wrong',
    'name_missing',
    'kind_unknown',
    'place_elsewhere',
  ]);
  expect(faults[0].text).toContain('check digit');
  expect((await bring(text, before.seen)).json()).toEqual(before.counts);
  expect((await list('q=семей медицина')).items).toHaveLength(1);
  expect((await preview(text)).counts).toMatchObject({ added: 0, unchanged: 1 });
});

test('a file may name the parent as people do, and one that nobody knows is refused', async () => {
  const { id } = await register({ names: { kk: 'Ұлттық ғылыми орталық' } });
  const text = (parent: string) => `kind,country,name_kk,parent\nhospital,KZ,Орталықтың бөлімшесі,${parent}`;
  const known = await preview(text('«ULTTYQ ǴYLYMI ORTALYQ»'));
  expect(known.rows[0]).toMatchObject({ is: 'added', values: { parent: id } });
  expect((await preview(text('Белгісіз'))).rows[0].faults[0].cause).toBe('parent_unknown');
});

test('the file that goes out comes in again and changes nothing', async () => {
  await register({
    names: { kk: 'Толық', 'kk-Arab': 'تولىق' },
    aliases: ['Толық А', 'Т'],
    placeKey: 'semey',
    parent: ours,
  });
  const { counts } = await preview((await us.get('/organisations/file?format=csv&locale=ru')).body);
  expect(counts).toMatchObject({ added: 0, changed: 0, refused: 0 });
  expect(counts.unchanged).toBeGreaterThan(5);
});

test('a changed row needs the version that it was based on, and what was previewed must still be so', async () => {
  const { id } = await register({ names: { kk: 'Қордың атауы' }, kind: 'foundation' });
  const text = (version: string) => `id,version,kind,country,name_kk\n${id},${version},foundation,KZ,Қордың жаңа атауы`;
  expect((await preview(text(''))).rows[0].faults[0].cause).toBe('version-missing');
  expect((await preview(text('9'))).rows[0].faults[0].cause).toBe('stale');
  expect((await preview(text('1'), them)).rows[0].faults[0].cause).toBe('not_yours');
  const { seen, rows } = await preview(text('1'));
  expect(rows[0].changes).toEqual([{ column: 'name_kk', before: 'Қордың атауы', after: 'Қордың жаңа атауы' }]);
  await us.post(`/organisations/${id}/changes`, { version: 1, change: { country: 'KG' } });
  expect((await bring(text('1'), seen)).json().type).toBe('/problems/import-preview-changed');
  expect((await read(id)).names.kk).toBe('Қордың атауы');
});
