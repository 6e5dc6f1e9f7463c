import type { FormEvent } from 'react';
import { SelectField, TextArea, TextField } from '../../../../design/index.ts';
import { patientLocales } from '../../../../platform/i18n/patientLocales.ts';
import { ErrorNote, faultAt } from '../../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../../web/kit/useSend.ts';
import { translators } from '../../case.ts';
import type { CaseTranslation, ReferralCase, TranslationOf } from '../../schemas.case.ts';
import { referralsApi } from '../client.ts';
import { useKept } from '../kept.ts';
import { useWords } from '../useWords.ts';
import { Ending } from './Ending.tsx';

type Language = (typeof patientLocales)[number];
type Props = { of: TranslationOf; found: ReferralCase; known: readonly CaseTranslation[]; close: () => void };
const begun = (locale: Language) => ({ language: locale as string, how: 'person', translator: '', text: '' });

/** What is typed of a translation, and its sending. */
function useTranslating({ of, found, known, close }: Props) {
  const { locale } = useWords();
  const key = 'document' in of ? of.document : `${of.part}.${of.party}`;
  const { values, set, clear } = useKept(`${found.referral}.translate.${key}`, begun(locale));
  const leave = () => {
    clear();
    close();
  };
  const { send, isSending, error } = useSend(referralsApi.translateCase.call, leave);
  const there = known.find(({ language }) => language === values.language);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { how, translator, text } = values;
    const language = values.language as Language;
    send({ id: found.referral, of, language, how: how as 'person', translator, text, version: there?.version ?? 0 });
  };
  return { key, values, set, leave, submit, isSending, error, isThere: there !== undefined };
}

/** A translation is written beside its original, or one that is there is written anew; then it is approved anew. */
export function TranslateForm(props: Props) {
  const { t } = useWords();
  const { key, values, set, leave, submit, isSending, error, isThere } = useTranslating(props);
  const field = (name: keyof ReturnType<typeof begun>) => ({
    id: `translate-${key}-${name}`,
    label: t(`referrals.case.field.${name}`),
    error: faultAt(error, `/${name}`),
    value: values[name],
    onChange: ({ target }: { target: { value: string } }) => set({ [name]: target.value }),
  });
  const languages = patientLocales.map((value) => ({ value, label: t(`referrals.case.language.${value}`) }));
  const ways = translators.map((value) => ({ value, label: t(`referrals.case.how.${value}`) }));
  return (
    <form className="stack-s" onSubmit={submit} aria-label={t('referrals.case.translate')} autoComplete="off">
      <div className="fgrid">
        <SelectField {...field('language')} options={languages} />
        <SelectField {...field('how')} options={ways} />
        <TextField {...field('translator')} required />
      </div>
      {isThere && <p className="hint">{t('referrals.case.translated_already')}</p>}
      <TextArea {...field('text')} required rows={8} />
      <ErrorNote error={error} typed />
      <Ending isSending={isSending} leave={leave} />
    </form>
  );
}
