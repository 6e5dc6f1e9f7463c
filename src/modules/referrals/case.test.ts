import fc from 'fast-check';
import { extractText, getDocumentProxy } from 'unpdf';
import { expect, test } from 'vitest';
import { pdfOf } from '../../platform/pdf/pdf.ts';
import { add } from '../../platform/money/money.ts';
import {
  isDifferent,
  isThere,
  lacking,
  partKinds,
  positionOf,
  type Said,
  type Standing,
  writerOf,
  writersOf,
} from './case.ts';
import { bornBy, totalsOf } from './caseMoney.ts';
import { tnmApplies, tnmFaults, tnmMisfit } from './caseTnm.ts';
import { letterLanguages, letterPages } from './letterPages.server.ts';
import { speakIn } from './letters.server.ts';
import { parties, stages } from './referral.ts';
import { contentOf, fieldsOf, typedOf } from './ui/case/partFields.ts';
import { PartContent } from './schemas.case.ts';

const at = (minute: number): string => `2026-11-21T09:${String(minute).padStart(2, '0')}:00.000Z`;
const said = (over: Partial<Said>): Said => ({
  party: 'receiver',
  paper: null,
  document: null,
  state: 'seen',
  pages: [],
  at: at(5),
  ...over,
});
const document: Standing = { id: 'd', paper: 'histology', party: 'sender', at: at(1) };

test('who brought a document says that it is there, without a word', () => {
  expect(positionOf('histology', 'sender', { said: [], standing: [document] })).toMatchObject({ state: 'there' });
  expect(positionOf('histology', 'receiver', { said: [], standing: [document] })).toBeNull();
  expect(positionOf('mri', 'sender', { said: [], standing: [document] })).toBeNull();
});

test('the newest word of a party stands, and of several documents the worst', () => {
  const other = { ...document, id: 'e' };
  const words = [said({ document: 'd', state: 'unreadable', pages: [2] }), said({ document: 'e' })];
  expect(positionOf('histology', 'receiver', { said: words, standing: [document, other] })).toMatchObject({
    state: 'unreadable',
    pages: [2],
  });
  const after = [...words, said({ document: 'd', at: at(9) })];
  expect(positionOf('histology', 'receiver', { said: after, standing: [document, other] })).toMatchObject({
    state: 'seen',
  });
});

test('a document that is brought after a paper was said to be missing is looked at anew', () => {
  const missing = said({ party: 'sender', paper: 'histology', state: 'missing', at: at(0) });
  expect(positionOf('histology', 'sender', { said: [missing], standing: [] })?.state).toBe('missing');
  expect(positionOf('histology', 'sender', { said: [missing], standing: [document] })?.state).toBe('there');
  expect(positionOf('histology', 'sender', { said: [{ ...missing, at: at(3) }], standing: [document] })?.state).toBe(
    'missing',
  );
});

test('sides differ where one can use a paper and the other cannot, and never where one is silent', () => {
  const position = (state: Said['state'] | null) => (state ? { state, pages: [], at: at(1) } : null);
  const all = ['there', 'seen', 'unreadable', 'missing', null] as const;
  for (const sender of all)
    for (const receiver of all)
      expect(isDifferent({ sender: position(sender), commission: null, receiver: position(receiver) })).toBe(
        sender !== null &&
          receiver !== null &&
          ['there', 'seen'].includes(sender) !== ['there', 'seen'].includes(receiver),
      );
});

test('a permit is there through its last day and not after it', () => {
  const permit = { code: 'marrow-export', from: 'sender', kind: 'permit' } as const;
  const held = { said: [said({ party: 'sender', paper: 'marrow-export', state: 'there' })], standing: [], parts: [] };
  const until = (day: string) =>
    isThere(permit, { ...held, validUntil: new Map([['marrow-export', day]]) }, '2026-11-21');
  expect([until('2026-11-20'), until('2026-11-21'), until('2026-11-22')]).toEqual([false, true, true]);
});

test('a code that is a part of the case is there once who writes it has', () => {
  const held = { said: [], standing: [], validUntil: new Map<string, string>(), today: '2026-11-21' };
  expect(lacking(['discharge-letter', 'other'], [], { ...held, parts: [] })).toEqual(['discharge-letter', 'other']);
  expect(
    lacking(['discharge-letter'], [], { ...held, parts: [{ kind: 'discharge-letter', party: 'receiver' }] }),
  ).toEqual([]);
});

test('nobody writes a part that is not theirs, whatever the stage', () => {
  for (const kind of partKinds)
    for (const stage of stages)
      for (const party of parties)
        expect([party, null]).toContain(writersOf[kind].includes(party) ? writerOf(kind, [party], stage) : null);
  for (const kind of partKinds) {
    expect(writerOf(kind, parties, 'cancelled')).toBeNull();
    expect(writerOf(kind, parties, 'died')).toBe(kind === 'discharge-letter' ? 'receiver' : null);
  }
});

test.each([
  ['T1', 'N0', 'M0'],
  ['cT2', 'cN1', 'cM0'],
  ['pT1c', 'pN1a(sn)', 'cM0'],
  ['ypT0', 'ypN0(i+)', 'cM0'],
  ['rpT3b', 'rpN2', 'rpM1a'],
  ['pTis(DCIS)', 'pN0', 'cM0'],
  ['T1a2', 'NX', 'M0'],
  ['T2(m)', 'N0(mol-)', 'M0(i+)'],
  ['TX', 'N3c', 'M1c(1)'],
])('TNM is written so: %s %s %s', (t, n, m) => {
  expect(tnmFaults({ t, n, m }).filter((fault) => fault !== 'bases-mixed')).toEqual([]);
});
test.each([
  ['T5', 'N0', 'M0', 't-unwritten'],
  ['T1', 'N4', 'M0', 'n-unwritten'],
  ['T1', 'N0', 'MX', 'm-unwritten'],
  ['pT1', 'pN0', 'pM0', 'm-unsaid-by-pathologist'],
  ['Tis', 'N1', 'M0', 'in-situ-spread'],
  ['ypT1', 'cN0', 'cM0', 'bases-mixed'],
  ['t1', 'N0', 'M0', 't-unwritten'],
  ['T1 ', 'N0', 'M0', 't-unwritten'],
])('TNM is not written so: %s %s %s', (t, n, m, fault) => {
  expect(tnmFaults({ t, n, m })).toContain(fault);
});
test.each([
  ['C50.9', 'yes'],
  ['C69.2', 'yes'],
  ['C73', 'yes'],
  ['C74.9', 'yes'],
  ['D05.1', 'in-situ'],
  ['C71.6', 'no'],
  ['C81.9', 'no'],
  ['C91.0', 'no'],
  ['D33.2', 'no'],
  ['Q21.0', 'no'],
])('TNM for %s: %s', (code, applies) => {
  expect(tnmApplies(code)).toBe(applies);
});
test('a disease without a TNM takes none, and one in situ no other', () => {
  expect(tnmMisfit('C91.0', { t: 'T1', n: 'N0', m: 'M0' })).toBe('tnm-not-for-this');
  expect(tnmMisfit('D05.1', { t: 'T1', n: 'N0', m: 'M0' })).toBe('tnm-in-situ-only');
  expect(tnmMisfit('C91.0', null)).toBeNull();
});

test('what the lines of an estimate come to is exact, whatever their order, and the same by payer', () => {
  const line = fc.record({
    what: fc.constant('x'),
    amount: fc
      .bigInt({ min: 0n, max: 10n ** 20n })
      .map((minor) => `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`),
    currency: fc.constantFrom('KZT', 'KGS', 'USD'),
    payer: fc.constantFrom('quota', 'patient', 'fund'),
  });
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 40 }), (lines) => {
      const sums = new Map<string, bigint>();
      for (const { amount, currency } of lines)
        sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(amount.replace('.', '')));
      const totals = totalsOf(lines);
      expect(new Map(totals.map(({ currency, minor }) => [currency as string, minor]))).toEqual(sums);
      const born = Map.groupBy(bornBy(lines as Parameters<typeof bornBy>[0]), ({ money }) => money.currency);
      for (const total of totals)
        expect((born.get(total.currency) ?? []).map(({ money }) => money).reduce(add)).toEqual(total);
    }),
  );
});

test('a letter is in the languages of both countries, each once, the sender’s first', () => {
  expect(letterLanguages('KG', 'KZ')).toEqual(['ky', 'ru', 'kk']);
  expect(letterLanguages('UZ', 'KR')).toEqual(['uz-Cyrl', 'ru', 'ko', 'en']);
  expect(letterLanguages('DE', 'IL')).toEqual(['en', 'he']);
});

test('a travel letter says who travels, when and with what, in every letter of its languages, and nothing of the disease', async () => {
  const content = {
    kind: 'travel-letter' as const,
    patientName: 'ULGI AIGUL',
    birthDate: '2017-03-12',
    passport: 'AN1234567',
    from: '2026-12-10',
    until: '2027-01-20',
    companions: [{ name: 'ULGI GULMIRA', relation: 'mother' }],
    contact: '+996 000 00 00 00',
    signedBy: 'Үлгү Ө. Ң.',
    post: 'Башкы дарыгер',
    needs: ['oxygen' as const, 'wheelchair' as const],
  };
  const languages = ['ky', 'ru', 'kk', 'en', 'uz-Cyrl', 'he', 'ko', 'ja'] as const;
  const house = () => 'Ак-Добо';
  const letter = { number: 'Y-2026-0001', from: house, to: house, content, languages, isDemo: true };
  const pages = letterPages({ ...letter, madeAt: new Date('2026-11-21T09:00:00Z'), today: '2026-11-21' }, speakIn);
  const { text } = await extractText(await getDocumentProxy(await pdfOf(pages)), { mergePages: true });
  const flat = text.replaceAll(/\s+/g, ' ');
  for (const word of [
    'майыптар арабасы',
    'мүгедек арбасы',
    'кресло-коляска',
    'wheelchair',
    'ногиронлар',
    '휠체어',
    '車いす',
    'Үлгү Ө. Ң.',
  ])
    expect(flat).toContain(word);
});

test('what a form sends is what was written, for every kind of part', () => {
  const person = { name: 'A', relation: 'mother', passport: 'AN1', phone: '+7' };
  const letter = {
    patientName: 'A',
    birthDate: '2017-03-12',
    passport: 'AN1',
    from: '2026-12-10',
    until: '2026-12-11',
    companions: [person],
    contact: 'c',
    signedBy: 's',
    post: 'p',
  };
  const contents: PartContent[] = [
    { kind: 'diagnosis', language: 'kk', codes: [{ code: 'C50.9' }], words: 'w', tnm: { t: 'T1', n: 'N0', m: 'M0' } },
    { kind: 'diagnosis', language: 'kk', codes: [{ code: 'C91.0' }], words: '', tnm: null },
    { kind: 'history', language: 'ru', text: 't' },
    { kind: 'questions', language: 'ru', items: ['one', 'two'] },
    { kind: 'companion', isComing: true, people: [person], words: '' },
    { kind: 'interpreter', isNeeded: true, from: 'ky', to: null, name: null, phone: null, words: '' },
    {
      kind: 'cost-estimate',
      lines: [{ what: 'w', amount: '1.50', currency: 'KZT', payer: 'quota' }],
      showIn: 'KZT',
      on: '2026-11-20',
      words: '',
    },
    { kind: 'invitation-letter', ...letter, address: 'a' },
    { kind: 'travel-letter', ...letter, needs: ['oxygen', 'nurse'] },
    { kind: 'discharge-letter', language: 'kk', text: 't', on: null },
    { kind: 'follow-up-plan', language: 'kk', items: [{ what: 'w', due: null, by: 'patient' }], words: '' },
    { kind: 'follow-up-report', language: 'kk', text: 't', on: '2026-11-20' },
  ];
  expect(new Set(contents.map(({ kind }) => kind))).toEqual(new Set(Object.keys(fieldsOf)));
  for (const content of contents) {
    const sent = contentOf(content.kind, typedOf(content.kind, content));
    expect(sent).toEqual(content);
    expect(PartContent.safeParse(sent).success).toBe(true);
  }
});
