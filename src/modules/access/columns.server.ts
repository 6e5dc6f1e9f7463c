import type { Translator } from '../../platform/i18n/translate.ts';
import type { Column } from '../../platform/table/columns.ts';
import type { PersonRow } from './member.sql.ts';

const minute = (at: Date | null): string => at?.toISOString().slice(0, 16).replace('T', ' ') ?? '';

/** The people of an organisation as a table; moments are in UTC. */
export const personColumns = (t: Translator): Column<PersonRow>[] => [
  { key: 'name', header: t('access.column.name'), kind: 'text', value: ({ name }) => name },
  { key: 'address', header: t('access.column.address'), kind: 'text', value: ({ address }) => address },
  { key: 'state', header: t('access.column.state'), kind: 'text', value: ({ state }) => t(`access.ui.state.${state}`) },
  { key: 'role', header: t('access.column.role'), kind: 'text', value: ({ role }) => t(`web.role.${role}`) },
  {
    key: 'clinical',
    header: t('access.column.clinical'),
    kind: 'text',
    value: ({ is_clinical: isClinical }) => t(isClinical ? 'access.column.yes' : 'access.column.no'),
  },
  { key: 'since', header: t('access.column.since'), kind: 'text', value: ({ since }) => minute(since) },
  { key: 'until', header: t('access.column.until'), kind: 'text', value: ({ until }) => minute(until) },
  { key: 'seen', header: t('access.column.seen'), kind: 'text', value: ({ last_seen: seen }) => minute(seen) },
];
