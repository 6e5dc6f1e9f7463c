import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseAt } from '../../../test/postgres.ts';
import { type CaseHouse, caseHouse, caseOf, codeOf, mother, saidOf } from '../../../test/patientCase.ts';
import { now, startWorld, type World } from '../../../test/world.ts';
import { asService, openDatabase } from '../../platform/database.ts';
import { patientLocales } from '../../platform/i18n/patientLocales.ts';
import { sendMessages } from '../../platform/outbox/jobs.ts';
import { takeMessages } from '../../platform/outbox/send.sql.ts';
import { answer, knock, lookAtCase, writeFromPage } from './index.ts';

let world: World;
let house: CaseHouse;
beforeAll(async () => {
  world = await startWorld();
  house = await caseHouse(world, 'cases');
});
afterAll(() => world.stop());

const [minute, hour] = [60_000, 3_600_000];
const after = (milliseconds: number) => new Date(now.getTime() + milliseconds);
/** The house with a clock that can be set. */
const doorAt = (at = now) => ({ db: world.db, vault: world.vault, clock: { now: () => at, newId: uuidv7 } });
const origin = 'https://yntymaq.example';
const digits = (text: string | null) => (text ?? '').replaceAll(' ', '');
const sixOf = (text: string | undefined) => /(?<!\d)\d{6}(?!\d)/.exec(text ?? '')?.[0] ?? '';
const nothing = { number: null, birth: null, second: null };

/** The number that was sent last. */
const lastNumber = async () => sixOf((await saidOf(world)).findLast(({ text }) => sixOf(text) !== '')?.text);
async function opened(code: string, at = now): Promise<string> {
  await knock(doorAt(at), origin, code);
  const found = await answer(doorAt(at), code, { ...nothing, number: await lastNumber() });
  if (found === 'closed' || 'refused' in found) throw new Error(`not opened: ${JSON.stringify(found)}`);
  return found.token;
}
const die = (referral: string) =>
  world.seeAll(`update referral set state = 'died', version = version + 1, changed_at = now() where id = $1`, [
    referral,
  ]);

let addresses = 0;
const post = (url: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  world.app.inject({
    method: 'POST',
    url,
    remoteAddress: `10.1.${Math.floor((addresses += 1) / 200)}.${addresses % 200}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams(fields).toString(),
  });
const get = (url: string, cookie = '') =>
  world.app.inject({ method: 'GET', url, headers: { accept: 'text/html', ...(cookie && { cookie }) } });
const cookieOf = (reply: { headers: Record<string, unknown> }) =>
  String(reply.headers['set-cookie']).split(';')[0] ?? '';

describe('giving out a code', () => {
  test('tells it once; no table holds it, where messages go, or the birth date', async () => {
    const { id } = await caseOf(world, house);
    const given = await codeOf(world, house.sender, id);
    expect([given.status, given.code]).toEqual([200, expect.stringMatching(/^(\d{4} ){4}\d{4}$/)]);
    const kept = JSON.stringify(
      await Promise.all(
        ['patient_page', 'event', 'outbox_message', 'idempotency'].map((table) =>
          world.seeAll(`select to_jsonb(t)::text as row from ${table} t`),
        ),
      ),
    );
    for (const secret of [digits(given.code), given.code, '7001234567', '2015-03-05'])
      expect(kept).not.toContain(secret);
    const listed = await world.as(house.sender).get(`/referrals/${id}/patient-pages`);
    expect(listed.json()).toMatchObject({ unread: 0, items: [{ holder: 'patient', factor: 'number', endedAt: null }] });
    expect(listed.body).not.toContain('7001234567');
  });

  test('ends the one that the same holder had, and leaves the representative’s', async () => {
    const { id } = await caseOf(world, house);
    const [first, hers] = [
      await codeOf(world, house.sender, id),
      await codeOf(world, house.sender, id, { representative: mother }),
    ];
    await codeOf(world, house.sender, id);
    expect(await knock(doorAt(), origin, digits(first.code))).toBe('closed');
    expect(await knock(doorAt(), origin, digits(hers.code))).toEqual({ asks: 'number' });
  });

  test('that is sent goes to its holder and is told to nobody else; it asks for the birth date besides the number', async () => {
    const { id } = await caseOf(world, house);
    const given = await codeOf(world, house.sender, id, { handing: 'sent' });
    expect(given).toMatchObject({ code: null, page: { factor: 'number-and-birth' } });
    const sms = (await saidOf(world)).at(-1);
    const code = digits(/(?:\d{4} ){4}\d{4}/.exec(sms?.text ?? '')?.[0] ?? '');
    expect([sms?.to, code.length]).toEqual(['+77001234567', 20]);
    await knock(doorAt(), origin, code);
    const number = await lastNumber();
    expect(await answer(doorAt(), code, { ...nothing, number })).toMatchObject({ refused: 'wrong' });
    expect(await answer(doorAt(), code, { ...nothing, number, birth: '2015-03-06' })).toMatchObject({
      refused: 'wrong',
    });
    expect(await answer(doorAt(), code, { ...nothing, number, birth: '2015-03-05' })).toHaveProperty('token');
  });

  test('without a telephone asks for the birth date and a second code, and wants both right', async () => {
    const { id } = await caseOf(world, house);
    const given = await codeOf(world, house.sender, id, { reach: null });
    const [code, second] = [digits(given.code), digits(given.secondCode)];
    expect(await knock(doorAt(), origin, code)).toEqual({ asks: 'birth-and-second' });
    for (const wrong of [
      { second, birth: '2015-03-06' },
      { second: '00000000', birth: '2015-03-05' },
      { second, birth: null },
    ])
      expect(await answer(doorAt(), code, { ...nothing, ...wrong })).toMatchObject({ refused: 'wrong' });
    expect(await answer(doorAt(), code, { ...nothing, second, birth: '2015-03-05' })).toHaveProperty('token');
  });

  test('is refused where it could not be used, and to whom the care is not open there is no such referral', async () => {
    const { id } = await caseOf(world, house);
    const stranger = await world.someone('coordinator', undefined, { isClinical: true });
    const clerk = await world.someone('coordinator', house.parties.hospital);
    expect((await codeOf(world, house.sender, id, { reach: { way: 'sms', to: '12345' } })).status).toBe(422);
    expect((await codeOf(world, house.sender, id, { reach: null, handing: 'sent' })).status).toBe(422);
    expect((await codeOf(world, stranger, id)).status).toBe(404);
    expect((await codeOf(world, clerk, id)).status).toBe(403);
    expect((await world.as(stranger).get(`/referrals/${id}/patient-messages`)).statusCode).toBe(404);
    const unborn = await caseOf(world, house, { birthDate: null });
    expect((await codeOf(world, house.sender, unborn.id, { reach: null })).status).toBe(409);
  });
});

describe('guessing', () => {
  test('a number holds for ten minutes and opens once; another page’s number opens nothing', async () => {
    const [one, two] = [await caseOf(world, house), await caseOf(world, house)];
    const [mine, yours] = [
      digits((await codeOf(world, house.sender, one.id)).code),
      digits((await codeOf(world, house.sender, two.id)).code),
    ];
    await knock(doorAt(), origin, yours);
    const number = await lastNumber();
    await knock(doorAt(), origin, mine);
    expect(await answer(doorAt(), mine, { ...nothing, number })).toMatchObject({ refused: 'wrong' });
    expect(await answer(doorAt(after(10 * minute)), yours, { ...nothing, number })).toMatchObject({ refused: 'wrong' });
    expect(await answer(doorAt(after(9 * minute)), yours, { ...nothing, number })).toHaveProperty('token');
    expect(await answer(doorAt(after(9 * minute)), yours, { ...nothing, number })).toMatchObject({ refused: 'wrong' });
  });

  test('twenty wrong answers in a row end a code for good, even against the right number; before that one waits', async () => {
    const { id } = await caseOf(world, house);
    const code = digits((await codeOf(world, house.sender, id)).code);
    let at = now;
    let tries = 0;
    for (let step = 0; step < 200 && tries < 20; step += 1) {
      const found = await answer(doorAt(at), code, { ...nothing, number: '000000' });
      if (typeof found === 'object' && 'refused' in found && found.refused === 'wrong') tries += 1;
      at = new Date(at.getTime() + hour);
    }
    expect(tries).toBe(20);
    await knock(doorAt(at), origin, code);
    const listed = await world.as(house.sender).get(`/referrals/${id}/patient-pages`);
    expect(listed.json()).toMatchObject({ items: [{ isBlocked: true }] });
    expect(
      await answer(doorAt(after(365 * 24 * hour)), code, { ...nothing, number: await lastNumber() }),
    ).toMatchObject({
      refused: 'wait',
    });
  });

  test('of fifty wrong answers at once no more than five are looked at', async () => {
    const { id } = await caseOf(world, house);
    const code = digits((await codeOf(world, house.sender, id)).code);
    await knock(doorAt(), origin, code);
    const number = await lastNumber();
    const wrong = String((Number(number) + 1) % 1_000_000).padStart(6, '0');
    const found = await Promise.all(
      Array.from({ length: 50 }, () => answer(doorAt(), code, { ...nothing, number: wrong })),
    );
    const refused = found.map((each) => (typeof each === 'object' && 'refused' in each ? each.refused : 'opened'));
    expect([
      refused.filter((each) => each === 'wrong').length,
      refused.filter((each) => each === 'wait').length,
    ]).toEqual([5, 45]);
    expect(await answer(doorAt(after(minute)), code, { ...nothing, number })).toMatchObject({ refused: 'wait' });
  });

  test('whoever asks for numbers again and again gets five an hour', async () => {
    const { id } = await caseOf(world, house);
    const code = digits((await codeOf(world, house.sender, id)).code);
    const before = (await saidOf(world)).length;
    for (let step = 0; step < 8; step += 1) await knock(doorAt(after(step * minute)), origin, code);
    expect((await saidOf(world)).length - before).toBe(5);
  });

  test('an unknown code is answered like a known one, to the letter, and nothing is sent', async () => {
    const { id } = await caseOf(world, house);
    const code = digits((await codeOf(world, house.sender, id)).code);
    const unknown = '11112222333344445555';
    const pages = [await post('/kk/case', { code }), await post('/kk/case', { code: unknown })];
    const [known, other] = pages.map(({ body }) => body.replaceAll(/\d{20}/g, 'code'));
    expect(pages.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    expect(known).toBe(other);
    const before = (await saidOf(world)).length;
    await post('/kk/case', { code: unknown });
    expect((await saidOf(world)).length).toBe(before);
    const wrong = [
      await post('/kk/case/open', { code, number: '000000' }),
      await post('/kk/case/open', { code: unknown, number: '000000' }),
    ];
    const [first, second] = wrong.map(({ body }) => body.replaceAll(/\d{20}/g, 'code'));
    expect([wrong[0]?.statusCode, wrong[1]?.statusCode, first]).toEqual([422, 422, second]);
  });

  test('one address is refused after ten tries a minute, and another site’s page may not try at all', async () => {
    const tries = await Promise.all(
      Array.from({ length: 12 }, () =>
        world.app.inject({
          method: 'POST',
          url: '/kk/case',
          remoteAddress: '10.9.9.9',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          payload: 'code=11112222333344445555',
        }),
      ),
    );
    expect(tries.filter(({ statusCode }) => statusCode === 429)).toHaveLength(2);
    const foreign = await post('/kk/case', { code: '1' }, { origin: 'https://elsewhere.example' });
    expect(foreign.statusCode).toBe(403);
  });
});

describe('an opened page', () => {
  test('comes with a cookie that no script reads, speaks every language, weighs little and holds no script', async () => {
    const { id, number } = await caseOf(world, house);
    const code = digits((await codeOf(world, house.sender, id)).code);
    await post('/he/case', { code });
    const entered = await post('/he/case/open', { code, number: await lastNumber() });
    expect([entered.statusCode, entered.headers.location]).toEqual([303, '/he/case/page']);
    expect(String(entered.headers['set-cookie'])).toMatch(/; HttpOnly; SameSite=Strict/);
    for (const locale of patientLocales) {
      const page = await get(`/${locale}/case/page`, cookieOf(entered));
      expect([page.statusCode, page.headers['cache-control']], locale).toEqual([200, 'private, no-store']);
      expect(page.body).toContain(`lang="${locale}"`);
      expect(page.body).toContain(locale === 'he' ? 'dir="rtl"' : 'dir="ltr"');
      expect(page.body).toContain(number);
      expect(page.body).not.toContain('<script');
      expect(Buffer.byteLength(page.body), locale).toBeLessThanOrEqual(30 * 1024);
      for (const secret of ['Құпиябекова', '2015-', '7001234567']) expect(page.body).not.toContain(secret);
    }
  });

  test('is over when it was left, when nobody looked for twenty minutes and when the code ended; a replayed cookie opens nothing', async () => {
    const { id } = await caseOf(world, house);
    const code = digits((await codeOf(world, house.sender, id)).code);
    await post('/kk/case', { code });
    const cookie = cookieOf(await post('/kk/case/open', { code, number: await lastNumber() }));
    expect((await get('/kk/case/page', cookie)).statusCode).toBe(200);
    await post('/kk/case/page/leave', {}, { cookie });
    const replayed = await get('/kk/case/page', cookie);
    expect([replayed.statusCode, replayed.headers.location]).toEqual([303, '/kk/case?notice=expired']);
    const written = await post('/kk/case/page/messages', { text: 'Сәлем' }, { cookie });
    expect(written.headers.location).toBe('/kk/case?notice=expired');
    const token = await opened(code);
    expect(await lookAtCase(doorAt(after(19 * minute)), token)).toBeDefined();
    expect(await lookAtCase(doorAt(after(40 * minute)), token)).toBeUndefined();
    const another = await opened(code);
    const [page] = (await world.as(house.sender).get(`/referrals/${id}/patient-pages`)).json<{
      items: { id: string }[];
    }>().items;
    await world.as(house.sender).post(`/referrals/${id}/patient-pages/${page?.id}/end`, {});
    expect(await lookAtCase(doorAt(), another)).toBeUndefined();
  });

  test('shows this one case and who looked, by organisation, role and reason, without a name', async () => {
    const [mine, other] = [await caseOf(world, house), await caseOf(world, house)];
    const token = await opened(digits((await codeOf(world, house.sender, mine.id)).code));
    await world.as(house.receiver).get(`/patients/${mine.patient}`);
    const shown = await lookAtCase(doorAt(), token);
    expect(shown).toMatchObject({ number: mine.number, stage: 'submitted', isOver: false });
    expect(shown?.papers.map(({ kk }) => kk)).toEqual(['Төлқұжат көшірмесі']);
    expect(JSON.stringify(shown)).not.toContain(other.number);
    const centre = shown?.seen.find(({ names }) => names.kk === 'Орталық');
    expect(centre).toMatchObject({ role: 'coordinator', why: 'care' });
    expect(JSON.stringify(shown)).not.toContain('Somebody');
  });

  test('takes messages both ways, sealed under the patient’s key, and tells each side by a message that says nothing of them', async () => {
    const { id, patient, number } = await caseOf(world, house);
    await world.seeAll(`insert into reminder_choice values ($1, $2, true, 'ru', now())`, [
      house.coordinator.person,
      house.parties.hospital,
    ]);
    const token = await opened(digits((await codeOf(world, house.sender, id)).code));
    const asked = { text: 'Баламның қызуы көтерілді', about: 'message', origin } as const;
    expect(await writeFromPage(doorAt(), token, asked)).toBe('written');
    const mail = (await saidOf(world)).at(-1);
    expect([mail?.channel, mail?.locale, mail?.text.includes(number), mail?.text.includes('қызуы')]).toEqual([
      'mail',
      'ru',
      true,
      false,
    ]);
    const list = await world.as(house.sender).get(`/referrals/${id}/patient-messages`);
    expect(list.json()).toMatchObject({ items: [{ from: 'patient', text: asked.text, readAt: null }] });
    const replied = await world
      .as(house.sender)
      .post(`/referrals/${id}/patient-messages`, { text: 'Дәрігерге келіңіз' });
    expect(replied.statusCode).toBe(200);
    const sms = (await saidOf(world)).at(-1);
    expect([sms?.channel, sms?.text.includes(number), sms?.text.includes('Дәрігерге')]).toEqual(['sms', true, false]);
    const shown = await lookAtCase(doorAt(), token);
    expect(shown?.messages.map(({ text, isOwn, isRead }) => [text, isOwn, isRead])).toEqual([
      [asked.text, true, true],
      ['Дәрігерге келіңіз', false, false],
    ]);
    const kept = JSON.stringify(await world.seeAll('select to_jsonb(m)::text as row from patient_message m'));
    for (const secret of [asked.text, Buffer.from(asked.text).toString('hex')]) expect(kept).not.toContain(secret);
    world.vault.destroy(`patient:${patient}`);
    expect((await world.as(house.sender).get(`/referrals/${id}/patient-messages`)).body).not.toContain('қызуы');
  });

  test('withdraws a consent at once: the centre no longer sees the patient, and another’s consent cannot be touched', async () => {
    const [mine, other] = [await caseOf(world, house), await caseOf(world, house)];
    const code = digits((await codeOf(world, house.sender, mine.id)).code);
    await post('/ru/case', { code });
    const cookie = cookieOf(await post('/ru/case/open', { code, number: await lastNumber() }));
    const sees = async (patient: string) => (await world.as(house.receiver).get(`/patients/${patient}`)).statusCode;
    expect(await sees(mine.patient)).toBe(200);
    const strange = await post('/ru/case/page/withdraw', { consent: other.consent }, { cookie });
    expect([strange.headers.location, await sees(other.patient)]).toEqual(['/ru/case/page?notice=over', 200]);
    const asked = await get(`/ru/case/page/withdraw?consent=${mine.consent}`, cookie);
    expect([asked.statusCode, asked.body.includes('<script')]).toEqual([200, false]);
    const done = await post('/ru/case/page/withdraw', { consent: mine.consent }, { cookie });
    expect([done.headers.location, await sees(mine.patient)]).toEqual(['/ru/case/page?notice=withdrawn', 404]);
    const [event] = await world.seeAll(
      `select service, action from event where subject_id = $1 and action = 'withdrawConsent'`,
      [mine.patient],
    );
    expect(event).toEqual({ service: 'patientPage', action: 'withdrawConsent' });
    // It was recorded by the page, and by nobody of the staff.
    const [end] = await world.seeAll(
      `select e.recorded_by, p.patient_id from consent_end e join patient_page p on p.id = e.recorded_page where e.consent_id = $1`,
      [mine.consent],
    );
    expect(end).toEqual({ recorded_by: null, patient_id: mine.patient });
    const list = await world.as(house.sender).get(`/referrals/${mine.id}/patient-messages`);
    expect(list.json()).toMatchObject({ items: [{ about: 'withdraw' }] });
  });

  test('takes no message that is empty, too long, or one too many; what was typed stays', async () => {
    const { id } = await caseOf(world, house);
    const code = digits((await codeOf(world, house.sender, id)).code);
    await post('/en/case', { code });
    const cookie = cookieOf(await post('/en/case/open', { code, number: await lastNumber() }));
    expect((await post('/en/case/page/messages', { text: '  ' }, { cookie })).statusCode).toBe(422);
    const long = await post('/en/case/page/messages', { text: `"><script>${'x'.repeat(4000)}` }, { cookie });
    expect([long.statusCode, long.body.includes('&lt;script&gt;'), long.body.includes('<script')]).toEqual([
      422,
      true,
      false,
    ]);
    const token = cookie.split('=')[1] ?? '';
    for (let sent = 0; sent < 20; sent += 1)
      expect(await writeFromPage(doorAt(), token, { text: `${sent}`, about: 'message', origin })).toBe('written');
    expect(await writeFromPage(doorAt(), token, { text: 'more', about: 'message', origin })).toBe('many');
  });
});

describe('the services of the page', () => {
  test('may do by SQL what the page does and nothing else', async () => {
    const { id } = await caseOf(world, house);
    const code = digits((await codeOf(world, house.sender, id)).code);
    const token = await opened(code);
    const { sql } = await import('kysely');
    const { keyOfSession } = await import('./patientKeys.server.ts');
    const tried = (statement: string) =>
      world.db.transaction().execute(async (tx) => {
        await sql`select enter_patient_page(${keyOfSession(world.vault, token)}, ${now}, interval '20 minutes', interval '2 hours')`.execute(
          tx,
        );
        return (await sql.raw<Record<string, unknown>>(statement).execute(tx)).rows.length;
      });
    for (const table of [
      'patient',
      'referral',
      'consent',
      'access_record',
      'organisation',
      'event',
      'referral_act',
      'care_part',
    ])
      expect(await tried(`select 1 from ${table}`), table).toBe(0);
    for (const statement of [
      'select reach from patient_page',
      'select code_key from patient_page',
      'select * from patient_page_session',
      'select * from referral_notice',
      `select * from patient_page_behind('x')`,
      `select stop_notices_about('${id}', now())`,
      `update patient_message set body = ''`,
      `delete from patient_message`,
    ])
      await expect(tried(statement), statement).rejects.toThrow(/permission denied|only patientDoor/);
  });
});

describe('after a death', () => {
  const worker = () =>
    openDatabase(databaseAt(world.ownerUrl, world.ownerUrl.split('/').at(-1)?.split('?')[0] ?? '', 'yntymaq_worker'));

  test('nothing that was queued goes out, not even what was being sent; codes are closed with dignity and nothing is queued any more', async () => {
    const { id } = await caseOf(world, house);
    const [code, hers] = [
      digits((await codeOf(world, house.sender, id)).code),
      digits((await codeOf(world, house.sender, id, { representative: mother })).code),
    ];
    const token = await opened(code);
    await world.as(house.sender).post(`/referrals/${id}/patient-messages`, { text: 'Ертең келіңіз' });
    const own = (await saidOf(world)).filter(({ state }) => state === 'queued').map(({ id: message }) => message);
    expect(own.length).toBeGreaterThan(1);
    const db = worker();
    const within = <T>(work: Parameters<typeof asService<T>>[2]) =>
      asService(db, { service: 'sendMessages', organisation: null }, work);
    const sent: string[] = [];
    const taking = {
      send: async ({ text }: { text: string }) => {
        // The death is recorded while the first of them is on its way.
        if (sent.length === 0) await die(id);
        sent.push(text);
        return { state: 'sent' as const, providerId: null };
      },
    };
    await world.seeAll(
      `update outbox_message set state = 'cancelled', next_try_at = null where state = 'queued' and id not in
      (select message_id from referral_notice where referral_id = $1)`,
      [id],
    );
    await sendMessages({ sms: taking }, world.vault).steps({
      within,
      now: () => now,
      signal: new AbortController().signal,
    });
    expect(sent).toHaveLength(1);
    const states = await world.seeAll(
      `select m.state, count(*)::int as n from outbox_message m join referral_notice r on r.message_id = m.id where r.referral_id = $1
         group by m.state order by m.state`,
      [id],
    );
    expect(states.map(({ state }) => state)).toEqual(['cancelled', 'sent']);
    expect(await within((tx) => takeMessages(tx, { has: ['sms', 'mail'], now: after(hour), atMost: 20 }))).toEqual([]);
    await db.destroy();
    expect(await lookAtCase(doorAt(), token)).toBeUndefined();
    for (const each of [code, hers]) {
      const page = await post('/he/case', { code: each });
      expect([page.statusCode, page.body.includes('<script')]).toEqual([410, false]);
      expect(page.body).toContain('הדף הזה סגור');
    }
    const reply = await world.as(house.sender).post(`/referrals/${id}/patient-messages`, { text: 'Кеш' });
    expect(reply.statusCode).toBe(409);
  });

  test('the page of who died and the page of a case long over say the same', async () => {
    const [died, long] = [await caseOf(world, house), await caseOf(world, house)];
    const [one, two] = [
      digits((await codeOf(world, house.sender, died.id)).code),
      digits((await codeOf(world, house.sender, long.id)).code),
    ];
    await die(died.id);
    await world.seeAll(
      `update referral set state = 'cancelled', version = version + 1, changed_at = $2 where id = $1`,
      [long.id, after(-200 * 24 * hour)],
    );
    await world.seeAll('update referral set stage_since = $2 where id = $1', [long.id, after(-200 * 24 * hour)]);
    await world.seeAll('alter table referral disable trigger stands');
    await world.seeAll('update referral set stage_since = $2 where id = $1', [long.id, after(-200 * 24 * hour)]);
    await world.seeAll('alter table referral enable trigger stands');
    const [first, second] = [await post('/kk/case', { code: one }), await post('/kk/case', { code: two })];
    expect([first.statusCode, first.body]).toEqual([second.statusCode, second.body]);
    expect(first.statusCode).toBe(410);
  });

  test('that is recorded by an act of the hospital everything stops in its transaction, and where that is undone nothing does', async () => {
    const { id } = await caseOf(world, house);
    await codeOf(world, house.sender, id, { handing: 'sent' });
    const mine = async () =>
      (
        await world.seeAll(
          `select m.state from outbox_message m join referral_notice r on r.message_id = m.id where r.referral_id = $1`,
          [id],
        )
      ).map(({ state }) => state);
    expect(await mine()).toEqual(['queued']);
    const undone = world.db.transaction().execute(async (tx) => {
      const { sql } = await import('kysely');
      const token = house.sender.cookie.split(/[=.]/)[2] ?? '';
      await sql`select enter(${token}, ${house.parties.hospital}::uuid, null)`.execute(tx);
      await sql`update referral set state = 'died', version = version + 1, changed_at = now() where id = ${id}`.execute(
        tx,
      );
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await mine()).toEqual(['queued']);
    const read = await world.as(house.sender).get(`/referrals/${id}`);
    const done = await world.as(house.sender).post(`/referrals/${id}/acts`, {
      version: read.json<{ version: number }>().version,
      does: { act: 'recordDeath' },
    });
    expect([done.statusCode, await mine()]).toEqual([200, ['cancelled']]);
  });
});

test('an act tells whose turn it is and the patient, in its own transaction, with the number alone', async () => {
  const { id, number } = await caseOf(world, house);
  await codeOf(world, house.sender, id, { language: 'ja' });
  await world.seeAll(`update referral set state = 'sent', version = version + 1, changed_at = now() where id = $1`, [
    id,
  ]);
  const before = (await saidOf(world)).length;
  const act = async (version: number) =>
    world.as(house.receiver).post(`/referrals/${id}/acts`, {
      version,
      does: { act: 'returnForRevision', reason: 'papers_missing', words: 'Қан анализі жоқ' },
    });
  const { version } = (await world.as(house.receiver).get(`/referrals/${id}`)).json<{ version: number }>();
  expect((await act(version - 1)).statusCode).toBe(409);
  expect((await saidOf(world)).length).toBe(before);
  expect((await act(version)).statusCode).toBe(200);
  const sms = (await saidOf(world)).slice(before).find(({ channel }) => channel === 'sms');
  expect([sms?.channel, sms?.locale, sms?.text.includes(number), sms?.text.includes('анализ')]).toEqual([
    'sms',
    'ja',
    true,
    false,
  ]);
});
