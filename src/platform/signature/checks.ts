/** What is looked at in a signature, each by itself. */
export const checkNames = ['bytes', 'signature', 'key', 'usage', 'chain', 'time'] as const;
export type CheckName = (typeof checkNames)[number];
/** Why a check failed. */
export const whys = [
  'other-bytes',
  'other-place',
  'not-verified-by-device',
  'wrong-signature',
  'unreadable',
  'key-not-theirs',
  'key-removed',
  'not-for-signing',
  'no-way-to-a-root',
  'not-valid-then',
  'not-signed-then',
] as const;
export type Why = (typeof whys)[number];
export type Check = { name: CheckName; isOk: boolean; why: Why | null };

export const passed = (name: CheckName): Check => ({ name, isOk: true, why: null });
export const failed = (name: CheckName, why: Why): Check => ({ name, isOk: false, why });
export const checked = (name: CheckName, isOk: boolean, why: Why): Check => (isOk ? passed(name) : failed(name, why));
