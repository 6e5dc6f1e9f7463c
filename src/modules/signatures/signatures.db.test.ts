import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, describe, expect, test } from 'vitest';
import { type Holder, issue, signCms } from '../../../test/certificates.ts';
import { openLedger } from '../../../test/ledger.ts';
import { keepPasskey } from '../../../test/passkey.ts';
import { now, type Someone, startWorld } from '../../../test/world.ts';
import { sha256 } from '../../platform/hash.ts';
import { asPerson, type Tx } from '../../platform/database.ts';
import { rootsOf } from '../../platform/signature/roots.server.ts';

const root = await issue({ name: 'Test root', isAuthority: true });
const between = await issue({ name: 'Test authority', issuer: root, isAuthority: true });
const desk = await issue({
  name: 'ТЕСТОВ ТЕСТ',
  issuer: between,
  numbers: { iin: '900101300123', bin: '990140001234' },
});
const world = await startWorld({ signatureRoots: rootsOf([root.certificate]) });
afterAll(() => world.stop());
const ledger = await openLedger(world, 'signatures');
const { officer, coordinator, colleague, guest, stranger } = ledger;
const origin = 'http://yntymaq.test';

const kk = (text: string) => ({ kk: { text, by: 'person' } });
const post = (who: Someone, url: string, body: object = {}, extra = {}) => world.as(who).post(url, body, extra);

/** A meeting of our side with approved minutes. */
async function minutesApproved(text = 'Қаралды, келісілді.'): Promise<string> {
  const meeting = {
    title: kk('Кездесу'),
    held: '2020-12-23',
    startsAt: null,
    endsAt: null,
    zone: null,
    reportedOn: null,
    manner: 'in_person',
    place: null,
    venue: null,
    agenda: null,
  };
  const { id } = (await post(officer, '/meetings', { partnership: 'signatures', state: 'held', meeting })).json();
  await approve(id, { text, number: 1 });
  return id;
}
async function approve(id: string, { text, number }: { text: string; number: number }) {
  const reasons = number > 1 ? kk('Түзету') : null;
  await post(officer, `/meetings/${id}/minutes`, { wording: kk(text), reasons, version: null });
  const reply = await post(coordinator, `/meetings/${id}/minutes/approval`, { number, version: 1 });
  expect(reply.statusCode).toBe(200);
}
const show = async (id: string) => {
  const { version } = (await world.as(officer).get(`/meetings/${id}`)).json();
  await post(coordinator, `/meetings/${id}/publications`, { version, visibility: 'partnership' });
};

const passkeyOf = (who: Someone, site = origin) => keepPasskey(world, who.person, site);
const begin = async (who: Someone, id: string, subject = 'minutes') =>
  (await post(who, '/signatures/begin', { subject, id })).json();
async function signed(who: Someone, id: string, subject = 'minutes') {
  const { prove } = await passkeyOf(who);
  const { statement, challenge } = await begin(who, id, subject);
  const reply = await post(who, '/signatures', { subject, id, statement, passkey: prove(challenge) });
  expect(reply.statusCode).toBe(201);
  return reply.json();
}
const bringCms = (who: Someone, id: string, { statement, cms }: { statement: string; cms: Uint8Array }) => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ subject: 'minutes', id, statement })) form.append(name, value);
  form.append('cms', new Blob([new Uint8Array(cms)]), 'statement.p7s');
  return bring(who, form);
};
async function bring(who: Someone, form: FormData) {
  const request = new Request('http://x', { method: 'POST', body: form });
  const body = Buffer.from(await request.arrayBuffer());
  return world.as(who).post('/signatures', body, { 'content-type': request.headers.get('content-type') ?? '' });
}
const typeOf = (reply: { json: () => { type?: string } }) => reply.json().type?.replace('/problems/', '');
const read = async (who: Someone, id: string) => (await world.as(who).get(`/signatures/${id}`)).json();
const faultsOf = ({ signers }: { signers: { checks: { name: string; isOk: boolean; why: string }[] }[] }) =>
  signers.flatMap(({ checks }) => checks.filter(({ isOk }) => !isOk).map(({ name, why }) => `${name} ${why}`));
const asApp = <T>(who: Someone, work: (tx: Tx) => Promise<T>) =>
  asPerson(world.db, { token: who.cookie.split('=')[1]?.split('.')[0] ?? '', organisation: who.organisation }, (tx) =>
    work(tx),
  );

describe('signing with a passkey', () => {
  test('keeps who, which bytes, when and which key, and is verified again from what is kept', async () => {
    const id = await minutesApproved();
    const { statement, challenge, rpId, credentials } = await begin(officer, id);
    expect(rpId).toBe('yntymaq.test');
    expect(JSON.parse(statement)).toEqual({
      form: 'yntymaq statement 1',
      subject: 'minutes',
      id,
      version: 1,
      texts: { kk: expect.stringMatching(/^[0-9a-f]{64}$/) },
      signer: { person: officer.person, organisation: officer.organisation },
      at: now.toISOString(),
    });
    expect(credentials).toEqual([]);
    const key = await passkeyOf(officer);
    expect((await begin(officer, id)).credentials).toEqual([{ id: key.id, transports: ['internal', 'hybrid'] }]);
    const reply = await post(officer, '/signatures', {
      subject: 'minutes',
      id,
      statement,
      passkey: key.prove(challenge),
    });
    expect(reply.statusCode).toBe(201);
    const shown = await read(officer, reply.json().id);
    expect(shown).toMatchObject({
      kind: 'passkey',
      person: { id: officer.person, name: 'Somebody' },
      organisation: { id: officer.organisation },
      at: now.toISOString(),
      statement,
      keyId: key.id,
      isCurrent: true,
      isWhole: true,
      href: `/app/meetings/${id}`,
    });
    expect(shown.signers[0].checks.map(({ name }: { name: string }) => name)).toEqual([
      'bytes',
      'signature',
      'key',
      'time',
    ]);
    const [{ counter }] = (await world.seeAll('select counter from auth.passkey where "credentialID" = $1', [
      key.id,
    ])) as [{ counter: number }];
    expect(counter).toBe(2);
    const events = await world.seeAll(
      `select action, fields, person from event where subject_id = $1 and action = 'signMinutes'`,
      [id],
    );
    expect(events).toEqual([{ action: 'signMinutes', fields: [], person: officer.person }]);
  });

  test('the same signature is taken once, and one over an older statement is not taken at all', async () => {
    const id = await minutesApproved();
    const { prove } = await passkeyOf(officer);
    const { statement, challenge } = await begin(officer, id);
    const body = { subject: 'minutes', id, statement, passkey: prove(challenge) };
    const key = randomUUID();
    const [first, again] = [
      await post(officer, '/signatures', body, { 'idempotency-key': key }),
      await post(officer, '/signatures', body, { 'idempotency-key': key }),
    ];
    expect([first.statusCode, again.statusCode, again.body]).toEqual([201, 201, first.body]);
    // The counter of the key has gone on: the same answer of a device is not believed twice.
    expect(typeOf(await post(officer, '/signatures', body))).toBe('signature-broken');
    const old = statement.replace('2026-11-21T09:00', '2026-11-21T07:00');
    expect(typeOf(await post(officer, '/signatures', { ...body, statement: old }))).toBe('signed-too-late');
  });

  test('what was mended between reading and signing is not signed', async () => {
    const id = await minutesApproved();
    const { prove } = await passkeyOf(officer);
    const { statement, challenge } = await begin(officer, id);
    await approve(id, { text: 'Басқа мәтін', number: 2 });
    const reply = await post(officer, '/signatures', { subject: 'minutes', id, statement, passkey: prove(challenge) });
    expect([reply.statusCode, typeOf(reply)]).toEqual([409, 'signed-text-differs']);
    expect(await world.seeAll('select from signature where subject_id = $1', [id])).toEqual([]);
  });

  test('a statement that says another signer, another text or another moment is refused, however well it is signed', async () => {
    const id = await minutesApproved();
    const { prove } = await passkeyOf(officer);
    const { statement, challenge } = await begin(officer, id);
    const changed = [
      statement.replace(officer.person, colleague.person),
      statement.replace(/"kk":"[0-9a-f]/, '"kk":"x'),
      statement.replace('"version":1', '"version":2'),
      `${statement} `,
    ];
    for (const other of changed)
      expect(
        typeOf(
          await post(officer, '/signatures', { subject: 'minutes', id, statement: other, passkey: prove(challenge) }),
        ),
      ).toBe('signed-text-differs');
    for (const other of ['{}', '[]', 'null', '"x"'])
      expect(
        typeOf(
          await post(officer, '/signatures', { subject: 'minutes', id, statement: other, passkey: prove(challenge) }),
        ),
      ).toBe('signed-too-late');
  });

  test('a challenge of something else, another’s passkey and a passkey of another site are refused', async () => {
    const id = await minutesApproved();
    const { statement, challenge } = await begin(officer, id);
    const body = { subject: 'minutes', id, statement };
    const own = await passkeyOf(officer);
    const other = await post(officer, '/signatures', {
      ...body,
      passkey: own.prove(Buffer.from('sign in').toString('base64url')),
    });
    expect([typeOf(other), other.json().checks]).toEqual(['signature-broken', undefined]);
    const theirs = await passkeyOf(colleague);
    expect(typeOf(await post(officer, '/signatures', { ...body, passkey: theirs.prove(challenge) }))).toBe(
      'passkey-unknown',
    );
    const elsewhere = await passkeyOf(officer, 'http://elsewhere.test');
    expect(typeOf(await post(officer, '/signatures', { ...body, passkey: elsewhere.prove(challenge) }))).toBe(
      'signature-broken',
    );
    expect(typeOf(await post(officer, '/signatures', body))).toBe('bring-one-signature');
    expect(await world.seeAll('select from signature where subject_id = $1', [id])).toEqual([]);
  });

  test('a record that changed since shows that the signed text differs from the current one', async () => {
    const id = await minutesApproved();
    const { id: signature } = await signed(officer, id);
    await approve(id, { text: 'Түзетілген мәтін', number: 2 });
    expect(await read(officer, signature)).toMatchObject({ isCurrent: false, isWhole: true, version: 1 });
    const { items } = (await world.as(officer).get(`/signatures?subject=minutes&id=${id}`)).json();
    expect(items).toMatchObject([{ id: signature, isCurrent: false }]);
  });

  test('a passkey that was removed since has signed all the same; one that is another person’s has not', async () => {
    const id = await minutesApproved();
    const { id: signature } = await signed(officer, id);
    const [{ key_id }] = (await world.seeAll('select key_id from signature where id = $1', [signature])) as [
      { key_id: string },
    ];
    await world.seeAll('update auth.passkey set "userId" = $2 where "credentialID" = $1', [key_id, colleague.person]);
    expect(faultsOf(await read(officer, signature))).toEqual(['key key-not-theirs']);
    await world.seeAll('delete from auth.passkey where "credentialID" = $1', [key_id]);
    expect(await read(officer, signature)).toMatchObject({ isWhole: true });
  });

  test.each([
    [
      'the bytes',
      `statement = convert_to(replace(convert_from(statement, 'UTF8'), '"version":1', '"version":7'), 'UTF8')`,
      'bytes other-bytes',
    ],
    ['the signature', `evidence = set_byte(evidence, 40, get_byte(evidence, 40) # 1)`, 'signature unreadable'],
    ['the moment', `at = at + interval '1 year'`, 'time not-signed-then'],
    ['the person', `person = gen_random_uuid()`, 'key key-not-theirs'],
    ['the key', `key_id = 'x'`, 'key key-not-theirs'],
    ['the version', `subject_version = 9`, 'time not-signed-then'],
  ])('a change of %s in the database is found', async (_what, change, fault) => {
    const id = await minutesApproved();
    const { id: signature } = await signed(officer, id);
    expect((await read(officer, signature)).isWhole).toBe(true);
    await world.seeAll(`update signature set ${change} where id = $1`, [signature]);
    const shown = await read(officer, signature);
    expect([shown.isWhole, faultsOf(shown)]).toEqual([false, expect.arrayContaining([fault])]);
  });

  test('both sides sign what both can read, and nobody else sees it', async () => {
    const id = await minutesApproved();
    expect(typeOf(await post(guest, '/signatures/begin', { subject: 'minutes', id }))).toBe('not-found');
    await show(id);
    await signed(officer, id);
    const theirs = await signed(guest, id);
    const { items, isSignable } = (await world.as(officer).get(`/signatures?subject=minutes&id=${id}`)).json();
    expect(items.map(({ organisation }: { organisation: { id: string } }) => organisation.id)).toEqual([
      guest.organisation,
      officer.organisation,
    ]);
    expect(isSignable).toBe(true);
    expect(await read(officer, theirs.id)).toMatchObject({ isWhole: true, isCurrent: true });
    expect((await world.as(stranger).get(`/signatures/${theirs.id}`)).statusCode).toBe(404);
    expect((await world.as(stranger).get(`/signatures?subject=minutes&id=${id}`)).statusCode).toBe(404);
  });

  test('a version of an instrument’s text is signed as it was laid down', async () => {
    const instrument = {
      kind: 'cooperation_plan',
      title: kk('Жоспар'),
      parties: [ledger.almaty, ledger.seoul],
      binding: 'not_stated',
      parent: null,
      languages: ['kk'],
      covers: '2019/2024',
      signatories: [],
    };
    const step = { state: 'under_negotiation', taken: null, knownOn: '2020-09', manner: null, claim: null };
    const laid = await post(officer, '/instruments', { partnership: 'signatures', instrument, step, claims: [] });
    const { id } = laid.json();
    const version = (
      await post(officer, `/instruments/${id}/versions`, { language: 'kk', text: 'Бірінші мәтін' })
    ).json();
    const made = { instrument: id, version: version.id };
    const signature = await signed(officer, made.version, 'instrument_version');
    expect(await read(officer, signature.id)).toMatchObject({
      isWhole: true,
      isCurrent: true,
      version: 1,
      href: `/app/instruments/${made.instrument}`,
    });
    expect(JSON.parse((await read(officer, signature.id)).statement).texts).toEqual({ kk: sha256('Бірінші мәтін') });
  });

  test('where nothing is approved there is nothing to sign', async () => {
    const meeting = {
      title: kk('Жоба'),
      held: '2020-12-23',
      startsAt: null,
      endsAt: null,
      zone: null,
      reportedOn: null,
      manner: 'in_person',
      place: null,
      venue: null,
      agenda: null,
    };
    const { id } = (await post(officer, '/meetings', { partnership: 'signatures', state: 'held', meeting })).json();
    expect(typeOf(await post(officer, '/signatures/begin', { subject: 'minutes', id }))).toBe('nothing-to-sign');
    expect((await world.as(officer).get(`/signatures?subject=minutes&id=${id}`)).json()).toEqual({
      items: [],
      isSignable: false,
    });
  });

  test('no SQL in the application’s name signs for another, changes or removes a signature, or reads others’ keys', async () => {
    const id = await minutesApproved();
    const { id: signature } = await signed(officer, id);
    const refused = [
      sql`update signature set at = now() where id = ${signature}`,
      sql`delete from signature where id = ${signature}`,
      sql`select "publicKey" from auth.passkey`,
      sql`insert into signature select gen_random_uuid(), owner_organisation, partnership_id, side_id, visibility, is_demo, subject, subject_id,
        subject_version, kind, statement, evidence, repeat('0', 64), key_id, ${colleague.person}::uuid, at from signature where id = ${signature}`,
    ];
    for (const statement of refused)
      await expect(asApp(officer, (tx) => statement.execute(tx))).rejects.toThrow(
        /permission denied|row-level security/,
      );
    const { rows } = await asApp(colleague, (tx) => sql`select * from my_signing_keys()`.execute(tx));
    const owned = await world.seeAll('select "credentialID" as id from auth.passkey where "userId" = $1', [
      colleague.person,
    ]);
    expect(rows.length).toBe(owned.length);
    await asApp(colleague, (tx) =>
      sql`select count_my_signing_key((select key_id from signature where id = ${signature}), 99)`.execute(tx),
    );
    const [key] = await world.seeAll(
      'select counter from auth.passkey p join signature s on s.key_id = p."credentialID" where s.id = $1',
      [signature],
    );
    expect(key?.['counter']).toBe(2);
  });
});

describe('signing at a desktop', () => {
  const cmsOf = (statement: string, signers: Holder[] = [desk]) =>
    signCms(Buffer.from(statement), { signers, at: now, besides: [between.certificate] });

  test('is verified up to a root, kept whole, and tells the signer’s numbers to their own side alone', async () => {
    const id = await minutesApproved();
    await show(id);
    const { statement } = await begin(officer, id);
    const cms = await cmsOf(statement);
    const reply = await bringCms(officer, id, { statement, cms });
    expect(reply.statusCode).toBe(201);
    const signature = reply.json().id;
    const own = await read(officer, signature);
    expect(own).toMatchObject({ kind: 'cms', isWhole: true, isCurrent: true, mayDownload: true });
    expect(own.signers[0].certified).toMatchObject({ name: 'ТЕСТОВ ТЕСТ', iin: '900101300123', bin: '990140001234' });
    const theirs = await read(guest, signature);
    expect(theirs).toMatchObject({ isWhole: true, mayDownload: false });
    expect(theirs.signers[0].certified).toMatchObject({ name: 'ТЕСТОВ ТЕСТ', iin: null, bin: null });
    expect(JSON.stringify(theirs)).not.toContain('900101300123');
    const [row] = await world.seeAll('select * from signature where id = $1', [signature]);
    expect(Buffer.from(row?.['evidence'] as Buffer).includes('900101300123')).toBe(false);
    const file = await world.as(officer).get(`/signatures/${signature}/file?part=signature`);
    expect(file.headers['content-disposition']).toContain('.p7s');
    expect(file.rawPayload.equals(cms)).toBe(true);
    expect((await world.as(officer).get(`/signatures/${signature}/file?part=statement`)).body).toBe(statement);
    expect((await world.as(guest).get(`/signatures/${signature}/file?part=statement`)).body).toBe(statement);
    expect((await world.as(guest).get(`/signatures/${signature}/file?part=signature`)).statusCode).toBe(404);
    expect(typeOf(await bringCms(officer, id, { statement, cms }))).toBe('signed-before');
  });

  test('is refused when it is over other bytes, leads to no root of ours, or is none', async () => {
    const id = await minutesApproved();
    const { statement } = await begin(officer, id);
    const unknown = await issue({ name: 'Stranger' });
    const cases: [string, Uint8Array][] = [
      ['signature-broken', await cmsOf(`${statement} `)],
      ['signature-broken', await cmsOf(statement, [unknown])],
      ['cms-unreadable', Buffer.from('signed, me')],
    ];
    for (const [problem, cms] of cases) expect(typeOf(await bringCms(officer, id, { statement, cms }))).toBe(problem);
    expect(await world.seeAll('select from signature where subject_id = $1', [id])).toEqual([]);
  });
});

describe('signing a consent', () => {
  const clinical = { isClinical: true };
  const identity = {
    names: [{ family: 'Куәлікова', given: 'Сынақ', patronymic: null, tag: 'kk', by: 'document' }],
    identifiers: [],
    birthDate: '1987-03-05',
    sex: 'female',
    phone: null,
    address: null,
    languages: ['kk'],
    representatives: [],
    deceased: null,
  };
  const wording = 'Емделу үшін мәліметімді көрсетілген ұйымға ашуға келісемін.';

  /** A consent to treatment in another country, with an organisation there that takes part in the care by it. */
  async function consented() {
    const head = await world.someone('coordinator', undefined, clinical);
    const witness = await world.someone('officer', head.organisation, clinical);
    const clerk = await world.someone('coordinator', head.organisation);
    const receiver = await world.someone('officer', undefined, clinical);
    await world.seeAll(`update organisation set country = 'KR' where id = $1`, [receiver.organisation]);
    const asked = { purpose: 'treatment', language: 'kk', title: 'Келісім', wording };
    const text = (await post(head, '/consents/texts', asked)).json().id;
    const patient = (await post(witness, '/patients', { identity })).json().id;
    const given = await post(witness, `/patients/${patient}/consents`, {
      purpose: 'treatment',
      receivingCountry: 'KR',
      receivingOrganisation: null,
      text,
      givenBy: 'patient',
      representative: null,
      givenHow: 'paper',
      givenOn: '2026-11-20',
      from: null,
      until: null,
      witness: 'Куәгер Сынақ',
      supersedes: null,
    });
    const consent = given.json().id as string;
    await post(witness, `/patients/${patient}/care`, { organisation: receiver.organisation, consent });
    return { head, witness, clerk, receiver, patient: patient as string, consent };
  }
  const listed = (who: Someone, id: string) => world.as(who).get(`/signatures?subject=consent&id=${id}`);
  const withdraw = (who: Someone, id: string) =>
    post(who, `/consents/${id}/withdrawal`, { byWhom: 'patient', representative: null, remark: null });

  test('says which text in which version was allowed to whom, and never who the patient or the witness is', async () => {
    const { witness, patient, consent } = await consented();
    const { id } = await signed(witness, consent, 'consent');
    const shown = await read(witness, id);
    expect(shown).toMatchObject({ isWhole: true, isCurrent: true, href: `/app/patients/${patient}` });
    expect(JSON.parse(shown.statement)).toMatchObject({
      subject: 'consent',
      id: consent,
      version: 1,
      texts: { kk: sha256(`Келісім\n${wording}`) },
      facts: {
        purpose: 'treatment',
        receivingCountry: 'KR',
        receivingOrganisation: null,
        givenBy: 'patient',
        givenHow: 'paper',
        givenOn: '2026-11-20',
      },
    });
    expect(shown.statement).not.toMatch(/Куә|Сынақ|1987/);
    const told = await world.seeAll(
      `select action, person, visibility from event where subject_id = $1 and action = 'signConsent'`,
      [patient],
    );
    expect(told).toEqual([{ action: 'signConsent', person: witness.person, visibility: 'own_side' }]);
    const opened = await world.seeAll(
      `select distinct person from access_record where subject_id = $1 and endpoint = 'signatures.sign'`,
      [patient],
    );
    expect(opened).toEqual([{ person: witness.person }]);
  });

  test('is for the clinical people of the custodian; who takes part in the care sees it, nobody else, also by SQL', async () => {
    const { witness, clerk, receiver, consent } = await consented();
    const { id } = await signed(witness, consent, 'consent');
    expect((await listed(receiver, consent)).json()).toMatchObject({ items: [{ id }], isSignable: false });
    expect(typeOf(await post(receiver, '/signatures/begin', { subject: 'consent', id: consent }))).toBe('not-own-side');
    for (const who of [clerk, coordinator, stranger]) {
      expect((await listed(who, consent)).statusCode).toBe(404);
      expect((await world.as(who).get(`/signatures/${id}`)).statusCode).toBe(404);
    }
    const copied = (who: Someone, more = '') =>
      asApp(who, (tx) =>
        sql
          .raw(
            `insert into signature (id, owner_organisation, visibility, is_demo, subject, subject_id, subject_version, kind,
               statement, evidence, evidence_hash, key_id, person, at ${more && ', partnership_id, side_id'})
             values (gen_random_uuid(), '${who.organisation}', 'own_side', false, 'consent', '${consent}', 1, 'passkey', '{}',
               '{}', md5(random()::text) || md5(random()::text), 'k', '${who.person}', now() ${more})`,
          )
          .execute(tx),
      );
    for (const who of [receiver, clerk, stranger]) await expect(copied(who)).rejects.toThrow('row-level security');
    await expect(copied(witness, ', gen_random_uuid(), gen_random_uuid()')).rejects.toThrow(
      /violates check constraint/,
    );
    const count = async (who: Someone) =>
      (await asApp(who, (tx) => sql`select from signature where id = ${id}`.execute(tx))).rows.length;
    expect([await count(witness), await count(receiver), await count(clerk), await count(stranger)]).toEqual([
      1, 1, 0, 0,
    ]);
  });

  test('ends with the consent: what was withdrawn is signed no more, and the receiver sees no signature either', async () => {
    const { witness, receiver, consent } = await consented();
    const { id } = await signed(witness, consent, 'consent');
    const { prove } = await passkeyOf(witness);
    const { statement, challenge } = await begin(witness, consent, 'consent');
    expect((await withdraw(witness, consent)).statusCode).toBe(200);
    const late = await post(witness, '/signatures', {
      subject: 'consent',
      id: consent,
      statement,
      passkey: prove(challenge),
    });
    expect(typeOf(late)).toBe('not-own-side');
    expect((await listed(receiver, consent)).statusCode).toBe(404);
    expect((await world.as(receiver).get(`/signatures/${id}`)).statusCode).toBe(404);
    expect((await listed(witness, consent)).json()).toMatchObject({
      items: [{ id, isCurrent: true }],
      isSignable: false,
    });
  });
});
