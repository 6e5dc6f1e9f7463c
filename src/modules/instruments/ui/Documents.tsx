import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button, SelectField } from '../../../design/index.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { documentsApi } from '../../documents/ui/client.ts';
import { documentParts } from '../instrument.ts';
import { instrumentsApi } from './client.ts';
import type { ViewProps } from './types.ts';
import { useWords } from './useWords.ts';

/** The text, its annexes, and the pages that tell of it. */
export function Documents({ instrument, reload }: ViewProps) {
  const { t, formats } = useWords();
  const mayWrite = useMay('instruments.write') && instrument.isOwn;
  const { send, isSending, error } = useSend(instrumentsApi.setDocument.call);
  const { documents, id, version } = instrument;
  if (documents.length === 0 && !mayWrite) return null;
  return (
    <section className="stack">
      <h2>{t('instruments.ui.documents')}</h2>
      <ErrorNote error={error} reload={reload} />
      {documents.length === 0 && <p className="quiet">{t('instruments.ui.document.none')}</p>}
      <ul className="plain stack-s">
        {documents.map((document) => (
          <li key={document.id} className="row between">
            <span>
              {t(`instruments.ui.document.${document.part}`)}:{' '}
              <a href={`/app/documents/${document.id}`}>{document.title}</a>
              {document.publishedOn && <span className="quiet"> ({formats.edtf(document.publishedOn)})</span>}
            </span>
            {mayWrite && (
              <Button
                small
                unavailable={isSending}
                onClick={() => send({ id, version, document: document.id, part: null })}
              >
                {t('instruments.ui.document.take_away')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayWrite && <Attach instrument={instrument} />}
    </section>
  );
}

type Part = (typeof documentParts)[number];

function Attach({ instrument: { id, version, partnership, documents } }: Pick<ViewProps, 'instrument'>) {
  const { t } = useWords();
  const { data } = useQuery(documentsApi.documents.queryOptions({ input: { partnership: partnership.id } }));
  const [chosen, choose] = useState('');
  const [part, setPart] = useState<Part>('text');
  const { send, isSending, error } = useSend(instrumentsApi.setDocument.call, () => choose(''));
  const free = (data?.items ?? []).filter((each) => documents.every((attached) => attached.id !== each.id));
  if (free.length === 0) return <p className="hint">{t('instruments.ui.document.take_in_first')}</p>;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen !== '') send({ id, version, document: chosen, part });
  };
  return (
    <form className="fgrid" onSubmit={submit} aria-label={t('instruments.ui.document.attach')}>
      <SelectField
        id="attach-document"
        label={t('instruments.ui.document.which')}
        value={chosen}
        onChange={({ target }) => choose(target.value)}
        options={[
          { value: '', label: t('instruments.ui.choose') },
          ...free.map((each) => ({ value: each.id, label: each.title })),
        ]}
      />
      <SelectField
        id="attach-part"
        label={t('instruments.ui.document.as')}
        value={part}
        onChange={({ target }) => setPart(target.value as Part)}
        options={documentParts.map((value) => ({ value, label: t(`instruments.ui.document.${value}`) }))}
      />
      <Button type="submit" unavailable={isSending || chosen === ''}>
        {t('instruments.ui.document.attach')}
      </Button>
      <ErrorNote error={error} />
    </form>
  );
}
