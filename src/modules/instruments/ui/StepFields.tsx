import { SelectField, TextField } from '../../../design/index.ts';
import type { LocalisedText } from '../../../platform/i18n/shown.ts';
import { faultAt } from '../../../web/kit/ErrorNote.tsx';
import { LocalisedTextField } from '../../../web/kit/LocalisedTextField.tsx';
import { readLocalised } from '../../../web/kit/localisedDraft.ts';
import { orNull } from './typed.ts';
import type { Instrument } from './types.ts';
import { useWords } from './useWords.ts';

/** What is being typed about a step. */
export type ToldTyped = { taken: string; knownOn: string; manner: LocalisedText };
export const nothingTold: ToldTyped = { taken: '', knownOn: '', manner: {} };
export const toldIn = ({ taken, knownOn, manner }: ToldTyped) => ({
  taken: orNull(taken),
  knownOn: orNull(knownOn),
  manner: readLocalised(manner),
});

type Props = {
  id: string;
  values: ToldTyped;
  set: (changed: Partial<ToldTyped>) => void;
  error: Error | null;
};

/** When it was, or when a source said so, and in what manner. */
export function StepFields({ id, values, set, error }: Props) {
  const { t } = useWords();
  const dates = [
    { name: 'taken', label: t('instruments.ui.step.taken'), hint: t('instruments.ui.step.edtf_hint') },
    { name: 'knownOn', label: t('instruments.ui.step.known_on'), hint: t('instruments.ui.step.known_on_hint') },
  ] as const;
  return (
    <>
      <div className="fgrid">
        {dates.map(({ name, label, hint }) => (
          <TextField
            key={name}
            id={`${id}-${name}`}
            label={label}
            hint={hint}
            error={faultAt(error, `/step/${name}`) ?? faultAt(error, `/right/${name}`)}
            maxLength={40}
            value={values[name]}
            onChange={({ target }) => set({ [name]: target.value })}
          />
        ))}
      </div>
      <LocalisedTextField
        id={`${id}-manner`}
        label={t('instruments.ui.step.manner')}
        hint={t('instruments.ui.step.manner_hint')}
        isLine
        value={values.manner}
        set={(manner) => set({ manner })}
      />
    </>
  );
}

type ProofProps = { id: string; claim: string; set: (claim: string) => void; grounds: Instrument['grounds'] };

/** Which of the own side's claims under the instrument proves the step. */
export function ProofField({ id, claim, set, grounds }: ProofProps) {
  const { t } = useWords();
  const own = grounds.filter(({ isOwn }) => isOwn);
  return (
    <SelectField
      id={`${id}-claim`}
      label={t('instruments.ui.step.claim')}
      value={claim}
      onChange={({ target }) => set(target.value)}
      options={[
        { value: '', label: t('instruments.ui.step.no_claim') },
        ...own.map((ground) => ({
          value: ground.claim,
          label: `${ground.quote.slice(0, 90)} (${ground.document.title})`,
        })),
      ]}
    />
  );
}
