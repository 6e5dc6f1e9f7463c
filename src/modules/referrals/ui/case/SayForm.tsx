import type { FormEvent } from 'react';
import { Button, SelectField, TextField } from '../../../../design/index.ts';
import { ErrorNote } from '../../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../../web/kit/useSend.ts';
import { saidStates, type SaidState } from '../../case.ts';
import type { ReferralCase } from '../../schemas.case.ts';
import { referralsApi } from '../client.ts';
import { useKept } from '../kept.ts';
import { useWords } from '../useWords.ts';

type About = { paper: string } | { document: string };
type Props = { found: ReferralCase; about: About; pages?: number; isPermit?: boolean };
const nothing = { state: 'seen', pages: '', words: '', permitNumber: '', validUntil: '' };

const numbersIn = (text: string): number[] => (text.match(/\d+/g) ?? []).map(Number);

/** What is typed of a statement, and its sending. */
function useSaying({ found, about, pages, isPermit = false }: Props) {
  const key = 'document' in about ? about.document : about.paper;
  const { values, set, clear } = useKept(`${found.referral}.say.${key}`, nothing);
  const { send, isSending, error } = useSend(referralsApi.sayOfCase.call, clear);
  const state = values.state as SaidState;
  const asksPages = state === 'unreadable' && pages !== undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { words, permitNumber, validUntil } = values;
    send({
      id: found.referral,
      about,
      state,
      ...(asksPages && { pages: numbersIn(values.pages) }),
      ...(words.trim() !== '' && { words }),
      ...(isPermit && permitNumber.trim() !== '' && { permitNumber }),
      ...(isPermit && validUntil !== '' && { validUntil }),
    });
  };
  return { key, values, set, submit, isSending, error, asksPages };
}

/** What one's own side says of a paper or a document. What the other side says stays beside it. */
export function SayForm(props: Props) {
  const { t } = useWords();
  const { key, values, set, submit, isSending, error, asksPages } = useSaying(props);
  const field = (name: keyof typeof nothing) => ({
    id: `say-${key}-${name}`,
    label: t(`referrals.case.field.${name}`),
    value: values[name],
    onChange: ({ target }: { target: { value: string } }) => set({ [name]: target.value }),
  });
  const states = saidStates.map((each) => ({ value: each, label: t(`referrals.case.said.${each}`) }));
  return (
    <form className="stack-s" onSubmit={submit} aria-label={t('referrals.case.say')} autoComplete="off">
      <div className="fgrid">
        <SelectField {...field('state')} options={states} />
        {asksPages && <TextField {...field('pages')} inputMode="numeric" />}
        {props.isPermit && <TextField {...field('permitNumber')} />}
        {props.isPermit && <TextField {...field('validUntil')} type="date" />}
        <TextField {...field('words')} />
      </div>
      <ErrorNote error={error} typed />
      <Button type="submit" unavailable={isSending}>
        {t('referrals.case.say')}
      </Button>
    </form>
  );
}
