import { expect, test } from 'vitest';
import { permissionsOf, roles } from '../../permissions.ts';
import { spanOf, zoneOf } from './days.ts';
import en from './messages/en.json' with { type: 'json' };
import kk from './messages/kk.json' with { type: 'json' };
import ru from './messages/ru.json' with { type: 'json' };
import { actKey } from './ui/words.ts';
import { allScopes, hintOf, scopesFrom, secretFrom, stateOf } from './token.ts';
import { actsOf, lowestRoleFor, reasonsFor, subjects } from './why.ts';

const now = new Date('2026-11-22T04:00:00Z');

test('the days of a mission run from midnight to midnight by the clocks of the organisation', () => {
  const days = { from: '2026-11-25', until: '2026-11-27' };
  expect(spanOf(days, { zone: 'Asia/Seoul', now })).toEqual({
    begins: new Date('2026-11-24T15:00:00Z'),
    ends: new Date('2026-11-27T15:00:00Z'),
  });
  expect(spanOf(days, { zone: 'Asia/Almaty', now })).toEqual({
    begins: new Date('2026-11-24T19:00:00Z'),
    ends: new Date('2026-11-27T19:00:00Z'),
  });
});

test('a role that begins today begins now, and a standing one has no end', () => {
  expect(spanOf({ from: '2026-11-22', until: '2026-11-22' }, { zone: 'Asia/Almaty', now })).toEqual({
    begins: null,
    ends: new Date('2026-11-22T19:00:00Z'),
  });
  expect(spanOf({}, { zone: 'Asia/Almaty', now })).toEqual({ begins: null, ends: null });
});

test('days that have passed, stand the wrong way round or begin without an end later are no span', () => {
  for (const days of [{ until: '2026-11-21' }, { from: '2026-11-27', until: '2026-11-25' }, { from: '2026-11-25' }])
    expect(spanOf(days, { zone: 'Asia/Almaty', now }), JSON.stringify(days)).toBeNull();
});

test('an organisation keeps the clocks of its place, else of its country', () => {
  expect(zoneOf({ country: 'KR', placeKey: null })).toBe('Asia/Seoul');
  expect(zoneOf({ country: 'KZ', placeKey: 'no-such-place' })).toBe('Asia/Almaty');
  expect(zoneOf({ country: 'XX', placeKey: null })).toBe('Asia/Almaty');
});

test('no scope of a token administers, signs, belongs to a person or opens a patient, whatever role made it', () => {
  for (const role of roles) {
    const scopes = scopesFrom(permissionsOf(role, { isClinical: true, isInstallation: true }));
    expect(scopes).toContain('accords.read');
    for (const scope of scopes) expect(scope).not.toMatch(/\.manage$|^account\.|^patients\.|^signatures\.sign$/);
  }
  expect(allScopes.filter((scope) => scope.startsWith('patients.'))).toEqual([]);
});

test('a secret has two hundred and fifty-six bits, begins so that a leak is recognised, and is remembered by its last signs', () => {
  const secret = secretFrom(new Uint8Array(32).fill(255));
  expect(secret).toMatch(/^ynt_[\w-]{43}$/);
  expect(hintOf(secret)).toBe(secret.slice(-4));
});

test('a token that is revoked stays revoked after it would have run out', () => {
  const [before, after] = [new Date('2026-11-01T00:00:00Z'), new Date('2026-12-01T00:00:00Z')];
  expect(stateOf({ revokedAt: null, expiresAt: after }, now)).toBe('valid');
  expect(stateOf({ revokedAt: null, expiresAt: before }, now)).toBe('expired');
  expect(stateOf({ revokedAt: before, expiresAt: before }, now)).toBe('revoked');
});

test('a row that is kept to a side gives no reason to the other side, and a public one gives it to everybody', () => {
  const row = { owner: 'o', partnership: 'p', side: 's', visibility: 'own_side' } as const;
  const other = { organisation: 'x', sides: ['t'], partnerships: ['p'] };
  expect(reasonsFor(row, other)).toEqual([]);
  expect(reasonsFor({ ...row, visibility: 'partnership' }, other)).toEqual(['partnership']);
  expect(reasonsFor({ ...row, visibility: 'public' }, { organisation: 'x', sides: [], partnerships: [] })).toEqual([
    'public',
  ]);
});

test('for every kind of record and every role it is said what is missing: the role, the part in care, or the scope', () => {
  for (const subject of subjects)
    for (const role of roles)
      for (const act of actsOf(subject, { role, may: permissionsOf(role) }))
        expect(act.may, `${subject} ${role} ${act.permission}`).toBe(act.because === 'ok');
  expect(actsOf('patient', { role: 'officer', may: permissionsOf('officer') }).map(({ because }) => because)).toEqual([
    'clinical',
    'clinical',
    'role',
  ]);
  expect(actsOf('claim', { role: null, may: new Set() }).every(({ because }) => because === 'scope')).toBe(true);
  expect(lowestRoleFor('accords.publish')).toBe('coordinator');
});

test('every right that a token may have, or an explanation may name, has words in each language', () => {
  const all = permissionsOf('administrator', { isClinical: true, isInstallation: true });
  const boxes = scopesFrom(all).filter((scope) => !scope.startsWith('system/') || /\.(?:rs|cruds)$/.test(scope));
  for (const texts of [kk, ru, en]) expect(boxes.filter((scope) => !(actKey(scope) in texts))).toEqual([]);
});
