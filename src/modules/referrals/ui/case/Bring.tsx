import { type FormEvent, useState } from 'react';
import { Button, SelectField, TextField } from '../../../../design/index.ts';
import { patientLocales } from '../../../../platform/i18n/patientLocales.ts';
import { ErrorNote, faultAt } from '../../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../../web/kit/useSend.ts';
import type { ReferralCase } from '../../schemas.case.ts';
import { referralsApi } from '../client.ts';
import { useKept } from '../kept.ts';
import { useWords } from '../useWords.ts';
import { Ending } from './Ending.tsx';

const nothing = { paper: '', title: '', dated: '', language: '', replaces: '' };

/** A document is brought: which paper it is, its title, of which day, and perhaps in the place of another. */
export function Bring({ found }: { found: ReferralCase }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  if (!isOpen) return <Button onClick={() => setOpen(true)}>{t('referrals.case.bring')}</Button>;
  return <BringForm found={found} close={() => setOpen(false)} />;
}

/** What the select fields offer. */
function useChoices(found: ReferralCase) {
  const { t, name } = useWords();
  const codes = new Map(found.papers.map(({ code, names }) => [code, name(names)]));
  const none = { value: '', label: '–' };
  const own = found.documents.filter(({ state, party }) => state === 'stands' && found.own.includes(party));
  return {
    paper: [
      ...[...codes].map(([value, label]) => ({ value, label })),
      { value: 'other', label: t('referrals.case.other_paper') },
    ],
    language: [none, ...patientLocales.map((value) => ({ value, label: t(`referrals.case.language.${value}`) }))],
    replaces: [none, ...own.map(({ id, title, paper }) => ({ value: id, label: title ?? paper }))],
  };
}

/** What is typed of a document, and its sending. */
function useBringing(found: ReferralCase, close: () => void, first: string) {
  const [file, setFile] = useState<File | null>(null);
  const { values, set, clear } = useKept(`${found.referral}.bring`, nothing);
  const leave = () => {
    clear();
    close();
  };
  const { send, isSending, error } = useSend(referralsApi.addCaseDocument.call, leave);
  const paper = values.paper === '' ? first : values.paper;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!file) return;
    const { title, dated, language, replaces } = values;
    const said = { ...(dated && { dated }), ...(language && { language: language as 'kk' }) };
    send({ id: found.referral, file, paper, title, ...said, ...(replaces && { replaces }) });
  };
  return { file, setFile, values: { ...values, paper }, set, leave, submit, isSending, error };
}

function BringForm({ found, close }: { found: ReferralCase; close: () => void }) {
  const { t } = useWords();
  const choices = useChoices(found);
  const bringing = useBringing(found, close, choices.paper[0]?.value ?? 'other');
  const { file, setFile, values, set, leave, submit, isSending, error } = bringing;
  const field = (name: keyof typeof nothing) => ({
    id: `bring-${name}`,
    label: t(`referrals.case.field.${name}`),
    error: faultAt(error, `/${name}`),
    value: values[name],
    onChange: ({ target }: { target: { value: string } }) => set({ [name]: target.value }),
  });
  return (
    <form className="stack-s" onSubmit={submit} aria-label={t('referrals.case.bring')} autoComplete="off">
      <FileField error={faultAt(error, '/file')} put={setFile} />
      <div className="fgrid">
        <SelectField {...field('paper')} options={choices.paper} />
        <TextField {...field('title')} required />
        <TextField {...field('dated')} type="date" />
        <SelectField {...field('language')} options={choices.language} />
        {choices.replaces.length > 1 && <SelectField {...field('replaces')} options={choices.replaces} />}
      </div>
      <ErrorNote error={error} typed />
      <Ending isSending={isSending} isHeld={!file} label={t('referrals.case.bring')} leave={leave} />
    </form>
  );
}

function FileField({ error, put }: { error: string | undefined; put: (file: File | null) => void }) {
  const { t } = useWords();
  return (
    <TextField
      id="bring-file"
      type="file"
      required
      label={t('referrals.case.field.file')}
      hint={t('referrals.case.hint.file')}
      error={error}
      accept=".pdf,.jpg,.jpeg,.png,.webp"
      onChange={({ target }) => put(target.files?.[0] ?? null)}
    />
  );
}
