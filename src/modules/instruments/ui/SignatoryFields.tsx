import { Button, SelectField, TextField } from '../../../design/index.ts';
import { LocalisedTextField } from '../../../web/kit/LocalisedTextField.tsx';
import type { InstrumentTyped, SignatoryTyped } from './typed.ts';
import { useWords } from './useWords.ts';

type SignatoriesProps = {
  values: InstrumentTyped;
  set: (changed: Partial<InstrumentTyped>) => void;
  seated: readonly { value: string; label: string }[];
};

/** Who signed, for whom, and what they were then. */
export function Signatories({ values: { signatories }, set, seated }: SignatoriesProps) {
  const { t } = useWords();
  const first = seated[0]?.value;
  const empty = { organisation: first ?? '', person: null, name: '', names: {}, post: {}, signed: '' };
  return (
    <fieldset className="field stack">
      <legend>{t('instruments.ui.signatories')}</legend>
      <p className="hint">{t('instruments.ui.signatory.hint')}</p>
      {signatories.map((signatory, at) => (
        <SignatoryFields
          // oxlint-disable-next-line react/no-array-index-key -- what is being typed has no id yet
          key={at}
          {...{ at, signatory, seated }}
          set={(changed) => set({ signatories: signatories.with(at, { ...signatory, ...changed }) })}
          remove={() => set({ signatories: signatories.toSpliced(at, 1) })}
        />
      ))}
      <p>
        <Button unavailable={first === undefined} onClick={() => set({ signatories: [...signatories, empty] })}>
          {t('instruments.ui.signatory.add')}
        </Button>
      </p>
    </fieldset>
  );
}

type SignatoryProps = {
  at: number;
  signatory: SignatoryTyped;
  seated: SignatoriesProps['seated'];
  set: (changed: Partial<SignatoryTyped>) => void;
  remove: () => void;
};

function SignatoryFields({ at, signatory, seated, set, remove }: SignatoryProps) {
  const { t } = useWords();
  return (
    <div className="card stack">
      <Person {...{ at, signatory, seated, set }} />
      <LocalisedTextField
        id={`signatory-${at}-post`}
        label={t('instruments.ui.signatory.post')}
        isLine
        value={signatory.post}
        set={(post) => set({ post })}
      />
      <p>
        <Button small onClick={remove}>
          {t('action.delete')}
        </Button>
      </p>
    </div>
  );
}

function Person({ at, signatory, seated, set }: Omit<SignatoryProps, 'remove'>) {
  const { t } = useWords();
  return (
    <div className="fgrid">
      <TextField
        id={`signatory-${at}-name`}
        label={t('instruments.ui.signatory.name')}
        maxLength={500}
        value={signatory.name}
        onChange={({ target }) => set({ name: target.value })}
      />
      <SelectField
        id={`signatory-${at}-organisation`}
        label={t('instruments.ui.signatory.organisation')}
        value={signatory.organisation}
        onChange={({ target }) => set({ organisation: target.value })}
        options={seated}
      />
      <TextField
        id={`signatory-${at}-signed`}
        label={t('instruments.ui.signatory.signed')}
        maxLength={40}
        value={signatory.signed}
        onChange={({ target }) => set({ signed: target.value })}
      />
    </div>
  );
}
