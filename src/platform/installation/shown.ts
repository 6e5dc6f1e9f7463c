import { settingsSchema } from '../settings.ts';
import type { ShownSetting } from './host.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const written = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Every setting of the environment: whether it is set, and its value unless that is a secret. */
export function shownSettings(environment: Environment): ShownSetting[] {
  const defaults = settingsSchema.safeParse({}).data as Record<string, unknown> | undefined;
  return Object.entries(settingsSchema.shape).map(([name, schema]) => {
    const { description = '', isSecret } = (schema.meta() ?? {}) as { description?: string; isSecret?: boolean };
    const common = { name, description, isSecret: isSecret === true };
    const given = environment[name];
    if (given !== undefined && given !== '')
      return { ...common, source: 'environment', value: common.isSecret ? null : given };
    const own = defaults?.[name];
    if (own === undefined || own === null) return { ...common, source: 'none', value: null };
    return { ...common, source: 'default', value: common.isSecret ? null : written(own) };
  });
}
