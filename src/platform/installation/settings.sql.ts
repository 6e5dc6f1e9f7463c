import { sql } from 'kysely';
import type { Tx } from '../database.ts';
import type { Served } from '../serve.ts';
import { parseSetting, settingDefaults, type SettingKey, type SettingValue } from './settings.ts';

type SettingTable = { key: string; id: string; value: unknown; version: number; changed_at: Date };
type ChangeTable = { id: string; key: string; value: unknown; at: Date; by_person: string };
const tables = (tx: Tx) =>
  tx.withTables<{ installation_setting: SettingTable; installation_setting_change: ChangeTable }>();

/** What is set, or its default: also where what is kept is none of its values any more. */
export async function readSetting<K extends SettingKey>(tx: Tx, key: K): Promise<SettingValue<K>> {
  const kept = await tables(tx)
    .selectFrom('installation_setting')
    .select('value')
    .where('key', '=', key)
    .executeTakeFirst();
  return (kept && parseSetting(key, kept.value)) ?? settingDefaults[key];
}

/** Who set them is known from the changes, which are for those who look after the installation. */
export const keptSettings = (tx: Tx) =>
  tables(tx)
    .selectFrom('installation_setting as s')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('installation_setting_change as c')
          .select('c.by_person')
          .whereRef('c.key', '=', 's.key')
          .orderBy('c.at', 'desc')
          .orderBy('c.id', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onTrue(),
    )
    .select(['s.key', 's.value', 's.version', 's.changed_at as changedAt', 'last.by_person as changedBy'])
    .execute();

export const changesOfSettings = (tx: Tx, limit: number) =>
  tables(tx)
    .selectFrom('installation_setting_change')
    .select(['id', 'key', 'value', 'at', 'by_person as person'])
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();

type Change = { key: SettingKey; value: unknown; version: number | null };
/** Sets it, with an event. @returns false when somebody else was first */
export async function changeSetting({ tx, now, newId }: Served, { key, value, version }: Change): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select set_installation(${key}, ${JSON.stringify(value)}::jsonb, ${version}, ${newId()}, ${now}) as is`.execute(tx);
  return rows[0]?.is ?? false;
}
