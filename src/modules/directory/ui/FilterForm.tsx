import { useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Button, LinkButton, SelectField, TextField } from '../../../design/index.ts';
import { useT } from '../../../platform/i18n/react.ts';
import { addressOf, type Listing, withoutPage } from './listing.ts';

type Option = { value: string; label: string };
type Props = {
  /** Of the list, as an address of the application. */
  path: string;
  listing: Listing;
  /** Choices of one value; any, where none is chosen. */
  choices: readonly { name: string; label: string; options: readonly Option[] }[];
  sorts: readonly Option[];
};

/** What a list shows and in which order. Nothing moves before the button is pressed; then the address says it. */
export function FilterForm({ path, listing, choices, sorts }: Props) {
  const t = useT();
  const router = useRouter();
  const [typed, setTyped] = useState<Listing>(withoutPage(listing));
  // On a phone the filters would push the list off the screen; one that is in force is always shown.
  const [isOpen] = useState(() => Object.keys(listing).length > 0 || matchMedia('(min-width: 48rem)').matches);
  const set = (name: string, value: string) => setTyped((before) => ({ ...before, [name]: value }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    router.history.push(addressOf(path, typed));
  };
  return (
    <search>
      <details open={isOpen}>
        <summary>{t('action.filter')}</summary>
        <form className="filters" onSubmit={submit} aria-label={t('action.filter')}>
          <TextField
            id="filter-q"
            type="search"
            label={t('directory.ui.list.words')}
            maxLength={200}
            value={typed['q'] ?? ''}
            onChange={(event) => set('q', event.target.value)}
          />
          <Choices {...{ choices, sorts, typed, set }} />
          <div className="row">
            <Button type="submit">{t('directory.ui.list.show')}</Button>
            {Object.keys(listing).length > 0 && <LinkButton href={path}>{t('action.clear')}</LinkButton>}
          </div>
        </form>
      </details>
    </search>
  );
}

type ChoicesProps = Pick<Props, 'choices' | 'sorts'> & { typed: Listing; set: (name: string, value: string) => void };

function Choices({ choices, sorts, typed, set }: ChoicesProps) {
  const t = useT();
  const any = { value: '', label: t('directory.ui.list.any') };
  return (
    <>
      {choices.map(({ name, label, options }) => (
        <SelectField
          key={name}
          id={`filter-${name}`}
          label={label}
          value={typed[name] ?? ''}
          onChange={(event) => set(name, event.target.value)}
          options={[any, ...options]}
        />
      ))}
      <SelectField
        id="filter-sort"
        label={t('action.sort')}
        value={typed['sort'] ?? ''}
        onChange={(event) => set('sort', event.target.value)}
        options={sorts}
      />
    </>
  );
}
