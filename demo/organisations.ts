import type { DemoOrganisation } from './organisation.ts';
import { kazakhstan } from './organisations/kazakhstan.ts';
import { invented } from './organisations/invented.ts';
import { israel, japan, korea, kyrgyzstan } from './organisations/partners.ts';
import { kazakhs } from './organisations/qandas.ts';

/** Real organisations, which carry only what the bulletins say of them. What a source does not name is called by what it is. */
export const demoOrganisations: Readonly<Record<string, DemoOrganisation>> = {
  ...kazakhstan,
  ...korea,
  ...japan,
  ...israel,
  ...kyrgyzstan,
  ...kazakhs,
  ...invented,
};
