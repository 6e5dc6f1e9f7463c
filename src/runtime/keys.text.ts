import type { KeyRing } from '../platform/crypto/keyRing.ts';
import type { Vault } from '../platform/crypto/vault.ts';
import type { Checked } from '../platform/crypto/vaultCare.ts';

const counted = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `  ${name}: ${count}\n`)
    .join('');

/** The ring as an operator may see it: identifiers, never keys. */
export function listedText(ring: KeyRing, vault: Vault): string {
  const { byWrapping } = vault.care.check();
  const lines = ring.map(({ id }, index) => {
    const wraps = byWrapping[id] ?? 0;
    const part = index === 0 ? 'wraps what is new' : wraps > 0 ? 'still needed' : 'may be removed from the ring';
    return `  ${id}: wraps ${wraps} keys, ${part}\n`;
  });
  const missing = Object.entries(byWrapping)
    .filter(([id]) => !ring.some((key) => key.id === id))
    .map(([id, wraps]) => `  ${id}: wraps ${wraps} keys, and is not in the ring: put it back\n`);
  return `Keys of the installation, newest first:\n${[...lines, ...missing].join('')}`;
}

export function checkedText({ keys, byKind, destroyed, broken }: Checked): string {
  const faults = broken.map(
    ({ subject, version, wrapping, why }) => `  ${subject}, key ${version}, wrapped by ${wrapping}: ${why}\n`,
  );
  const verdict = broken.length === 0 ? 'Every key opens.\n' : `${broken.length} do not open:\n${faults.join('')}`;
  return `${keys} keys are kept:\n${counted(byKind)}${destroyed} are destroyed.\n${verdict}`;
}
