import { SelectField, TextArea, TextField } from '../../../design/index.ts';
import { faultAt } from '../../../web/kit/ErrorNote.tsx';
import type { Transition } from '../transitions.ts';
import { type ActField, type Asked, askedFor, type TypedAct } from './actTyped.ts';
import { ConsentChoice } from './ConsentChoice.tsx';
import { SaidFields, TallyFields } from './DecisionFields.tsx';
import { QuotaChoice } from './QuotaChoice.tsx';
import type { Referral } from './types.ts';
import { useBoardAsked } from './useBoardAsked.ts';
import { useWords } from './useWords.ts';

type Props = {
  referral: Referral;
  line: Transition;
  values: TypedAct;
  set: (changed: Partial<TypedAct>) => void;
  error: Error | null;
};

/** The fields that an act asks for, in the order in which they are thought of. */
export function ActFields(props: Props) {
  return askedFor(props.line.act)
    .filter(({ field }) => isAskedHere(field, props.referral))
    .map((asked) => <One key={asked.field} {...props} asked={asked} />);
}

/** A commission of the sender's own needs no consent of its own. */
const isAskedHere = (field: ActField, { commission, sender }: Referral): boolean =>
  field !== 'commissionConsent' || (commission !== null && commission !== sender);

type OneProps = Props & { asked: Asked };

function One(props: OneProps) {
  const { field } = props.asked;
  if (field === 'reasons' || field === 'condition' || field === 'dissent')
    return <Localised {...props} field={field} />;
  if (field === 'tally') return <Tally {...props} />;
  return <Plain {...props} field={field} />;
}

function Localised({
  referral,
  line,
  values,
  set,
  error,
  asked,
  field,
}: OneProps & { field: 'reasons' | 'condition' | 'dissent' }) {
  const { languages, votesElsewhere } = useBoardAsked(referral);
  if (field === 'dissent' && !votesElsewhere) return null;
  return (
    <SaidFields
      id={`act-${line.act}-${field}`}
      {...{ field, languages }}
      // A refusal is read in every language of the board; an acceptance in one at least.
      isEvery={asked.isRequired && line.reasons !== undefined}
      isRequired={asked.isRequired}
      value={values[field]}
      put={(words) => set({ [field]: words })}
      error={faultAt(error, `/does/${field === 'dissent' ? 'brought/dissent' : field}`)}
    />
  );
}

function Tally({ referral, line, values, set }: OneProps) {
  const { votesElsewhere } = useBoardAsked(referral);
  if (!votesElsewhere) return null;
  return <TallyFields id={`act-${line.act}`} value={values.tally} put={(tally) => set({ tally })} />;
}

type PlainField = Exclude<ActField, 'reasons' | 'condition' | 'tally' | 'dissent'>;

function Plain({ asked: { isRequired }, field, ...props }: OneProps & { field: PlainField }) {
  const { t } = useWords();
  const { referral, line, values, set, error } = props;
  const common = {
    id: `act-${line.act}-${field}`,
    label: t(`referrals.field.${field}`),
    hint: isHinted(field) ? t(`referrals.field.${field}_hint`) : undefined,
    error: faultAt(error, `/does/${field}`),
    required: isRequired,
    value: values[field],
  };
  const put = (text: string) => set({ [field]: text });
  if (field === 'reason') return <Reasons {...common} codes={line.reasons ?? []} put={put} />;
  if (field === 'consent' || field === 'commissionConsent') {
    const receiver = field === 'consent' ? referral.receiver : (referral.commission ?? referral.receiver);
    return <ConsentChoice {...common} patient={referral.patient} receiver={receiver} put={put} />;
  }
  if (field === 'quota') return <QuotaChoice {...common} but={referral.quota} put={put} />;
  if (field === 'words')
    return <TextArea {...common} rows={4} maxLength={4000} dir="auto" onChange={({ target }) => put(target.value)} />;
  return <Line {...common} field={field} put={put} />;
}

const isHinted = (field: PlainField): field is 'words' | 'fractions' | 'on' =>
  field === 'words' || field === 'fractions' || field === 'on';

type Common = { id: string; label: string; required: boolean; value: string; put: (text: string) => void };

const kinds: Partial<Record<PlainField, object>> = {
  fractions: { type: 'number', min: 1, max: 200, inputMode: 'numeric' },
  time: { type: 'time' },
};

function Line({ field, put, ...common }: Common & { field: PlainField }) {
  return <TextField {...common} {...(kinds[field] ?? { type: 'date' })} onChange={({ target }) => put(target.value)} />;
}

function Reasons({ codes, put, ...common }: Common & { codes: readonly string[] }) {
  const { t } = useWords();
  return (
    <SelectField
      {...common}
      onChange={({ target }) => put(target.value)}
      options={[
        { value: '', label: t('referrals.field.choose') },
        ...codes.map((code) => ({ value: code, label: t(`referrals.reason.${code as 'other'}`) })),
      ]}
    />
  );
}
