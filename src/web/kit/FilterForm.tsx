import { useRouter } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Button, LinkButton, SelectField, TextField } from '../../design/index.ts';
import { useT } from '../../platform/i18n/react.ts';
import { addressIn, said, withoutPage } from './listing.ts';

type Option = { value: string; label: string };
/** What is typed, by the names of the filters. */
export type Typed = Readonly<Record<string, string>>;
export type SetTyped = (name: string, value: string) => void;
type Props = {
  /** Of the list, as an address of the application. */
  path: string;
  listing: { readonly cursor?: string };
  /** What the words are looked for in. */
  words: string;
  /** Choices of one value; any, where none is chosen. */
  choices: readonly { name: string; label: string; options: readonly Option[] }[];
  sorts: readonly Option[];
  /** Fields of other kinds. */
  renderMore?: (typed: Typed, set: SetTyped) => ReactNode;
};

const typedIn = (listing: { readonly cursor?: string }): Typed =>
  Object.fromEntries(
    Object.entries(said(withoutPage(listing))).map(([name, value]) => [name, String([value].flat()[0])]),
  );

/** The filters in force, to be changed; they follow the address when it changes by a link. */
function useTyped(listing: Props['listing']) {
  const address = addressIn('', withoutPage(listing));
  const [known, setKnown] = useState(address);
  const [typed, setTyped] = useState(() => typedIn(listing));
  if (known !== address) {
    setKnown(address);
    setTyped(typedIn(listing));
  }
  const set: SetTyped = (name, value) => setTyped((before) => ({ ...before, [name]: value }));
  return { typed, set };
}

/** What a list shows and in which order. Nothing moves before the button is pressed; then the address says it. */
export function FilterForm({ path, listing, words, choices, sorts, renderMore }: Props) {
  const t = useT();
  const router = useRouter();
  const { typed, set } = useTyped(listing);
  const isFiltered = Object.keys(listing).length > 0;
  // On a phone the filters would push the list off the screen; one that is in force is always shown.
  const [isOpen] = useState(() => isFiltered || matchMedia('(min-width: 48rem)').matches);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    router.history.push(addressIn(path, typed));
  };
  return (
    <search>
      <details open={isOpen}>
        <summary>{t('action.filter')}</summary>
        <form className="filters" onSubmit={submit} aria-label={t('action.filter')}>
          <TextField
            id="filter-q"
            type="search"
            label={words}
            maxLength={200}
            value={typed['q'] ?? ''}
            onChange={(event) => set('q', event.target.value)}
          />
          <Choices {...{ choices, sorts, typed, set }} />
          {renderMore?.(typed, set)}
          <div className="row">
            <Button type="submit">{t('web.list.show')}</Button>
            {isFiltered && <LinkButton href={path}>{t('action.clear')}</LinkButton>}
          </div>
        </form>
      </details>
    </search>
  );
}

type ChoicesProps = Pick<Props, 'choices' | 'sorts'> & { typed: Typed; set: SetTyped };

function Choices({ choices, sorts, typed, set }: ChoicesProps) {
  const t = useT();
  const any = { value: '', label: t('web.list.any') };
  return (
    <>
      {[
        ...choices.map((choice) => ({ ...choice, options: [any, ...choice.options] })),
        { name: 'sort', label: t('action.sort'), options: sorts },
      ].map(({ name, label, options }) => (
        <SelectField
          key={name}
          id={`filter-${name}`}
          label={label}
          value={typed[name] ?? ''}
          onChange={(event) => set(name, event.target.value)}
          options={options}
        />
      ))}
    </>
  );
}
