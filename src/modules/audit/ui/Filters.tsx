import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Button, LinkButton, SelectField, TextField } from '../../../design/index.ts';
import { useT } from '../../../platform/i18n/react.ts';
import { addressIn } from '../../../web/kit/listing.ts';
import { kinds, purposes } from '../entry.ts';
import { actionOptions, subjectOptions } from '../words.ts';
import { auditApi } from './client.ts';
import { type Listing, listingOf } from './listing.ts';

export const path = '/app/admin/audit';
const texts = [
  ['record', 'text'],
  ['origin', 'text'],
  ['from', 'date'],
  ['until', 'date'],
] as const;
type Typed = Readonly<Record<string, string>>;
type Fields = { typed: Typed; set: (name: string, value: string) => void };

/** What the audit is searched by. Nothing moves before the button is pressed; then the address says it. */
export function Filters({ listing }: { listing: Listing }) {
  const t = useT();
  const router = useRouter();
  const { cursor: _cursor, ...asked } = listing;
  const [typed, setTyped] = useState<Typed>(asked);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    router.history.push(addressIn(path, listingOf(typed)));
  };
  const set = (name: string, value: string) => setTyped((before) => ({ ...before, [name]: value }));
  return (
    <search>
      <form className="filters" onSubmit={submit} aria-label={t('action.filter')}>
        <Choices typed={typed} set={set} />
        {texts.map(([name, type]) => (
          <TextField
            key={name}
            id={`audit-${name}`}
            type={type}
            label={t(`audit.ui.filter.${name}`)}
            maxLength={60}
            value={typed[name] ?? ''}
            onChange={(event) => set(name, event.target.value)}
          />
        ))}
        <div className="row">
          <Button type="submit">{t('web.list.show')}</Button>
          {Object.keys(listing).length > 0 && <LinkButton href={path}>{t('action.clear')}</LinkButton>}
          <LinkButton href={addressIn(path, { purpose: 'break_glass' })}>{t('audit.ui.only_glass')}</LinkButton>
        </div>
      </form>
    </search>
  );
}

function Choices({ typed, set }: Fields) {
  const t = useT();
  const { data: people = [] } = useQuery(auditApi.auditPeople.queryOptions({}));
  const any = { value: '', label: t('web.list.any') };
  const choices = [
    { name: 'kind', options: kinds.map((value) => ({ value, label: t(`audit.ui.kind.${value}`) })) },
    { name: 'person', options: people.map(({ id, name }) => ({ value: id, label: name })) },
    { name: 'subject', options: subjectOptions(t, typed['subject']) },
    { name: 'action', options: actionOptions(t, typed['action']) },
    { name: 'purpose', options: purposes.map((value) => ({ value, label: t(`audit.ui.purpose.${value}`) })) },
  ] as const;
  return (
    <>
      {choices.map(({ name, options }) => (
        <SelectField
          key={name}
          id={`audit-${name}`}
          label={t(`audit.ui.filter.${name}`)}
          options={[any, ...options]}
          value={typed[name] ?? ''}
          onChange={(event) => set(name, event.target.value)}
        />
      ))}
    </>
  );
}
