import { useQuery } from '@tanstack/react-query';
import { LinkButton, Note, SelectField } from '../../../design/index.ts';
import { accordsApi } from './client.ts';
import { useWords } from './useWords.ts';

type ChoiceProps = {
  slug: string;
  value: string;
  choose: (claim: string) => void;
  error?: string | undefined;
  /** One may also know it without a source. */
  isOptional?: boolean;
  id?: string;
};

/** The accepted claims of the partnership, newest first. */
export function ClaimChoice({ slug, value, choose, error, isOptional = false, id = 'claim-choice' }: ChoiceProps) {
  const { t } = useWords();
  const { data } = useQuery(accordsApi.overview.queryOptions({ input: { slug } }));
  if (isOptional && !data?.claims.length) return null;
  if (data && data.claims.length === 0) {
    return (
      <Note tone="warn">
        <p>{t('accords.ui.form.no_claims')}</p>
        <p>
          <LinkButton href="/app/documents">{t('accords.ui.form.to_documents')}</LinkButton>
        </p>
      </Note>
    );
  }
  const options = (data?.claims ?? []).map((claim) => ({
    value: claim.id,
    label: `${claim.quote.slice(0, 80)} (${claim.document.title.slice(0, 40)})`,
  }));
  return (
    <SelectField
      id={id}
      label={t('accords.ui.form.claim')}
      hint={t('accords.ui.form.claim_hint')}
      error={error}
      required={!isOptional}
      value={value}
      onChange={(event) => choose(event.target.value)}
      options={[{ value: '', label: t(isOptional ? 'accords.ui.not_stated' : 'accords.ui.form.choose') }, ...options]}
    />
  );
}
