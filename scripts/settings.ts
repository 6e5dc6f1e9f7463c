// Prints the table of settings for the README.
import { settingsSchema } from '../src/platform/settings.ts';

const rows = Object.entries(settingsSchema.shape).map(([name, schema]) => {
  const { description = '', expects } = schema.meta() ?? {};
  const parsed = schema.safeParse(undefined);
  const standard = name === 'YNTYMAQ_MAX_UPLOAD' ? '20 MB' : parsed.data;
  const shown = typeof standard === 'object' ? JSON.stringify(standard) : `${standard ?? ''}`;
  return `| \`${name}\` | ${shown === '' ? '' : `\`${shown}\``} | ${description} | ${String(expects)} |`;
});
console.log(['| Setting | Default | What it does | Expects |', '|---|---|---|---|', ...rows].join('\n'));
