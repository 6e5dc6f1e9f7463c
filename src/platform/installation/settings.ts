/** What an administrator of the installation may set while it runs. Pure and browser-safe. */
import * as z from 'zod/mini';
import { type SettingKey, settingKeys } from './settingKeys.ts';

export { type SettingKey, settingKeys };

const words = (most: number) => z.string().check(z.trim(), z.maxLength(most));
const days = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most));
const InThreeLanguages = z.object({ kk: words(300), ru: words(300), en: words(300) });

/** Each by its name: what it may be, and what it is while nobody has set it. */
export const settingSchemas = {
  /** How long what went out can be read in the mailbox. */
  messages_kept_days: days(1, 365),
  /** How long it is known how jobs ran. */
  job_runs_kept_days: days(7, 730),
  /** Shown above every page of the staff application; empty: nothing. */
  banner: InThreeLanguages,
  /** Whom to turn to about this installation; empty: nobody is named. */
  contact: InThreeLanguages,
} as const satisfies Record<SettingKey, unknown>;
export type SettingValue<K extends SettingKey> = z.infer<(typeof settingSchemas)[K]>;

const nothing = { kk: '', ru: '', en: '' };
export const settingDefaults: { [K in SettingKey]: SettingValue<K> } = {
  messages_kept_days: 30,
  job_runs_kept_days: 90,
  banner: nothing,
  contact: nothing,
};

/** The value as far as it is one of this setting; null: it is none. */
export function parseSetting<K extends SettingKey>(key: K, value: unknown): SettingValue<K> | null {
  const { data, success } = z.safeParse(settingSchemas[key], value);
  return success ? (data as SettingValue<K>) : null;
}
