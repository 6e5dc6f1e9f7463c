import { useQuery } from '@tanstack/react-query';
import { SelectField, TextField } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { directoryApi } from './client.ts';
import { NameFields } from './NameFields.tsx';
import type { PostTyped } from './postTyped.ts';

type Props = {
  id: string;
  values: PostTyped;
  set: (changed: Partial<PostTyped>) => void;
  fault: (field: string) => string | undefined;
};

/** A post: where, what it is called, and from when until when as far as it is known. */
export function PostFields({ id, values, set, fault }: Props) {
  const { t, locale } = useLanguage();
  const { data: organisations = [] } = useQuery(directoryApi.organisations.queryOptions());
  return (
    <>
      <SelectField
        id={`${id}-organisation`}
        label={t('directory.ui.post.organisation')}
        error={fault('organisation')}
        required
        value={values.organisation}
        onChange={(event) => set({ organisation: event.target.value })}
        options={[
          { value: '', label: t('directory.ui.post.choose') },
          ...organisations.map((each) => ({ value: each.id, label: nameIn(locale, each.names) })),
        ]}
      />
      <NameFields
        id={`${id}-title`}
        legend={t('directory.ui.post.title')}
        values={values.title}
        set={(title) => set({ title })}
        error={fault('title')}
      />
      <Term {...{ id, values, set, fault }} />
    </>
  );
}

function Term({ id, values, set, fault }: Props) {
  const { t } = useLanguage();
  return (
    <div className="duo">
      {(['since', 'until'] as const).map((field) => (
        <TextField
          key={field}
          id={`${id}-${field}`}
          label={t(`directory.column.${field}`)}
          hint={t('directory.ui.post.date_hint')}
          error={fault(field)}
          maxLength={20}
          value={values[field]}
          onChange={(event) => set({ [field]: event.target.value })}
        />
      ))}
      <TextField
        id={`${id}-seen`}
        type="date"
        label={t('directory.column.seen_on')}
        hint={t('directory.ui.post.seen_hint')}
        error={fault('seenOn')}
        value={values.seenOn}
        onChange={(event) => set({ seenOn: event.target.value })}
      />
    </div>
  );
}
