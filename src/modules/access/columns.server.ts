import type { Translator } from '../../platform/i18n/translate.ts';
import type { Column } from '../../platform/table/columns.ts';
import type { PersonRow } from './member.sql.ts';

const minute = (at: Date | null): string => at?.toISOString().slice(0, 16).replace('T', ' ') ?? '';

/** The people of an organisation as a table; moments are in UTC. */
export const personColumns = (t: Translator): Column<PersonRow>[] => [
  { key: 'name', header: t('access.word.name'), kind: 'text', value: ({ name }) => name },
  { key: 'address', header: t('access.word.address'), kind: 'text', value: ({ address }) => address },
  { key: 'state', header: t('access.word.state'), kind: 'text', value: ({ state }) => t(`access.ui.state.${state}`) },
  { key: 'role', header: t('access.word.role'), kind: 'text', value: ({ role }) => t(`web.role.${role}`) },
  {
    key: 'clinical',
    header: t('access.word.clinical'),
    kind: 'text',
    value: ({ is_clinical: isClinical }) => t(isClinical ? 'access.word.yes' : 'access.word.no'),
  },
  { key: 'since', header: t('access.word.since'), kind: 'text', value: ({ since }) => minute(since) },
  { key: 'until', header: t('access.word.until'), kind: 'text', value: ({ until }) => minute(until) },
  { key: 'seen', header: t('access.word.seen'), kind: 'text', value: ({ last_seen: seen }) => minute(seen) },
];
