import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addressFor,
  bodyFor,
  faultOfTemplate,
  isSigned,
  meaningOf,
  providerIdIn,
  reportIn,
  signatureOf,
} from './gateway.ts';

const sms = { to: '+77001234567', text: 'Код: 123 & {id}"', id: 'm1', from: 'Yntymaq' };

test('nothing can be filled in that decides who is asked', () => {
  expect(faultOfTemplate('https://sms.example/send?to={to}&text={text}')).toBeNull();
  expect(faultOfTemplate('https://{to}.example/send')).toBe('host');
  expect(faultOfTemplate('https://user@sms.example/{to}')).toBe('host');
  expect(faultOfTemplate('ftp://sms.example/{to}')).toBe('scheme');
  expect(faultOfTemplate('sms.example')).toBe('address');
});

test('no text can leave its place in an address: neither add a parameter nor another path', () => {
  const template = 'https://sms.example/send/{to}?text={text}&id={id}';
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, to) => {
      const address = new URL(addressFor(template, { ...sms, to: `x${to}`, text }));
      expect(address.host).toBe('sms.example');
      expect([...address.searchParams.keys()]).toEqual(['text', 'id']);
      expect(address.searchParams.get('text')).toBe(text);
    }),
  );
});

test('no text can add a field to what is posted', () => {
  const template = '{"to":"{to}","message":{"text":"{text}"},"flash":false}';
  expect(JSON.parse(bodyFor(template, sms))).toEqual({ to: sms.to, message: { text: sms.text }, flash: false });
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(JSON.parse(bodyFor(template, { ...sms, text }))).toEqual({ to: sms.to, message: { text }, flash: false });
    }),
  );
});

test('the name that the gateway gave a message is found where the settings say, and nothing else is taken for one', () => {
  expect(providerIdIn('{"messages":[{"id":17}]}', 'messages.0.id')).toBe('17');
  expect(providerIdIn('{"id":"a b"}', 'id')).toBeNull();
  expect(providerIdIn('<html>', 'id')).toBeNull();
  expect(providerIdIn('{"a":1}', '__proto__.constructor')).toBeNull();
});

test('an answer is taken, refused for good, or to be tried again', () => {
  expect([200, 202].map(meaningOf)).toEqual(['taken', 'taken']);
  expect([400, 422].map(meaningOf)).toEqual(['refused', 'refused']);
  expect([301, 401, 403, 429, 500, 503].map(meaningOf)).toEqual(Array(6).fill('again'));
});

test('a report is read by the usual words, and what is none of them is none', () => {
  expect(reportIn('{"id":"a1","status":"DELIVRD"}')).toEqual({ id: 'a1', state: 'delivered', failure: null });
  expect(reportIn('{"id":7,"status":"UNDELIV","error":"E12"}')).toEqual({ id: '7', state: 'failed', failure: 'E12' });
  expect(reportIn('{"id":"a1","status":"failed","error":"call +7700 Aigul"}')?.failure).toBeNull();
  for (const body of ['', '[]', 'null', '{"id":"a1"}', '{"id":"a1","status":"constructor"}', '{"status":"read"}'])
    expect(reportIn(body), body).toBeNull();
});

test('only what the gateway signed within five minutes is believed, to the last letter', () => {
  const secret = 'a secret that both of them know';
  const now = new Date('2026-11-21T09:00:00Z');
  const body = '{"id":"a1","status":"delivered"}';
  const header = signatureOf({ body, secret, seconds: now.getTime() / 1000 });
  expect(isSigned({ body, header, secret, now })).toBe(true);
  expect(isSigned({ body: body.replace('a1', 'a2'), header, secret, now })).toBe(false);
  expect(isSigned({ body, header, secret: `${secret}.`, now })).toBe(false);
  expect(isSigned({ body, header, secret, now: new Date(now.getTime() + 301_000) })).toBe(false);
  for (const bad of ['', 't=1', header.replace('t=', 't=-'), `${header}0`, header.toUpperCase()])
    expect(isSigned({ body, header: bad, secret, now }), bad).toBe(false);
});
