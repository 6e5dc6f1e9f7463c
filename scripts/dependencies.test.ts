import { expect, test } from 'vitest';
import { faultsIn, mayBeUsed } from './dependencies.ts';

const integrity = `sha512-${'A'.repeat(86)}==`;
const sound = { version: '1.0.0', integrity, license: 'MIT' };
const faultsOf = (found: object, manifest: object = {}) =>
  faultsIn({ packages: { '': {}, 'node_modules/some': { ...sound, ...found } } }, manifest);

test('a package that is locked, allowed and quiet has no fault', () => {
  expect(faultsOf({})).toEqual([]);
  expect(faultsOf({ resolved: 'https://registry.example/some/-/some-1.0.0.tgz' })).toEqual([]);
});

test('a package without a hash, from elsewhere, with a script or under another licence is found', () => {
  expect(faultsOf({ integrity: undefined })).toEqual(['node_modules/some: has no hash of its bytes']);
  expect(faultsOf({ integrity: 'sha1-abc' })).toHaveLength(1);
  expect(faultsOf({ resolved: 'git+ssh://git@host/some.git#abc' })).toHaveLength(1);
  expect(faultsOf({ resolved: 'https://host/some.zip' })).toHaveLength(1);
  expect(faultsOf({ license: undefined })).toEqual(['node_modules/some: licence unknown']);
  expect(faultsOf({ license: 'AGPL-3.0' })).toHaveLength(1);
  expect(faultsOf({ hasInstallScript: true })).toHaveLength(1);
  expect(faultsOf({ hasInstallScript: true }, { allowScripts: { some: false } })).toEqual([]);
  expect(faultsOf({ hasInstallScript: true }, { allowScripts: { some: true } })).toHaveLength(1);
});

test('another platform’s part, which is not installed here, needs no hash; any other does', () => {
  expect(faultsOf({ integrity: undefined, license: undefined, optional: true, os: ['darwin'] })).toEqual([]);
  expect(faultsOf({ integrity: undefined, optional: true })).toHaveLength(1);
});

test('a dependency is wanted by its version, and from nowhere but a registry', () => {
  for (const wanted of ['^1.2.3', '1.0.0-beta.1', '~2', 'npm:@scope/other@^6.0.3', '>=1 <2'])
    expect(faultsOf({}, { dependencies: { some: wanted } }), wanted).toEqual([]);
  for (const wanted of ['git+https://host/a.git', 'github:a/b', 'a/b', 'file:../a', 'https://host/a.tgz', 'link:../a'])
    expect(faultsOf({}, { devDependencies: { some: wanted } }), wanted).toHaveLength(1);
});

test('of several licences each must be allowed, and of a choice one', () => {
  expect([mayBeUsed('MIT AND OFL-1.1'), mayBeUsed('(MIT OR GPL-3.0-or-later)'), mayBeUsed('GPL-3.0 AND MIT')]).toEqual([
    true,
    true,
    false,
  ]);
});
