import { expect, test } from 'vitest';
import { parseSetting, settingDefaults, settingKeys } from './settings.ts';
import { shownSettings } from './shown.ts';

test('every default is a value of its setting', () => {
  expect(settingKeys.length).toBeGreaterThan(3);
  for (const key of settingKeys) expect(parseSetting(key, settingDefaults[key]), key).toEqual(settingDefaults[key]);
});

test('a setting takes only values of its own kind', () => {
  for (const value of [0, 366, 1.5, '30', null, {}, Number.NaN])
    expect(parseSetting('messages_kept_days', value)).toBeNull();
  expect(parseSetting('banner', { kk: ' Үзіліс ', ru: '', en: '' })).toEqual({ kk: 'Үзіліс', ru: '', en: '' });
  for (const value of [{}, { kk: 'a'.repeat(301), ru: '', en: '' }, 'Hello'])
    expect(parseSetting('banner', value)).toBeNull();
});

test('of a secret setting it is seen whether it is set, and never what it is', () => {
  const secret = 'postgres://user:hidden@db/yntymaq';
  const shown = shownSettings({
    DATABASE_URL: secret,
    HOST: '0.0.0.0',
    YNTYMAQ_SMS_SECRET: 'hidden-too',
    YNTYMAQ_MAIL: '',
  });
  const of = (name: string) => shown.find((setting) => setting.name === name);
  expect(of('DATABASE_URL')).toMatchObject({ isSecret: true, source: 'environment', value: null });
  expect(of('HOST')).toMatchObject({ isSecret: false, source: 'environment', value: '0.0.0.0' });
  expect(of('YNTYMAQ_MAIL')).toMatchObject({ source: 'none', value: null });
  expect(of('YNTYMAQ_ZONE')).toMatchObject({ source: 'default', value: 'Asia/Almaty' });
  expect(JSON.stringify(shown)).not.toContain('hidden');
});
