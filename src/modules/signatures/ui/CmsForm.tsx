import { type FormEvent, useState } from 'react';
import { Button, Field } from '../../../design/index.ts';
import { useT } from '../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import type { SignableKind } from '../signable.ts';
import { signaturesApi } from './client.ts';

type Props = { subject: SignableKind; id: string; close: () => void };

function save(text: string, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const signatureFile = { type: 'file', accept: '.p7s,.cms,.sig' } as const;

/** Signing at the desktop: the bytes go out as a file, and the signature comes back as one. */
export function CmsForm({ subject, id, close }: Props) {
  const t = useT();
  const [statement, setStatement] = useState<string | null>(null);
  const [cms, setCms] = useState<File | null>(null);
  const begin = useSend(signaturesApi.beginSigning.call, (begun) => {
    setStatement(begun.statement);
    save(begun.statement, `statement-${id}.json`);
  });
  const sign = useSend(signaturesApi.sign.call, close);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (statement !== null && cms) sign.send({ subject, id, statement, cms });
  };
  return (
    <form className="card stack" onSubmit={submit} aria-label={t('signatures.ui.sign_cms')}>
      <p>{t('signatures.ui.cms_steps')}</p>
      <p>
        <Button unavailable={begin.isSending} onClick={() => begin.send({ subject, id })}>
          {t('signatures.ui.download_statement')}
        </Button>
      </p>
      <Field id={`cms-${id}`} label={t('signatures.ui.cms_file')}>
        {(wiring) => (
          <input {...wiring} {...signatureFile} onChange={({ target }) => setCms(target.files?.[0] ?? null)} />
        )}
      </Field>
      <ErrorNote error={begin.error ?? sign.error} typed />
      <div className="row">
        <Button type="submit" tone="primary" unavailable={statement === null || cms === null || sign.isSending}>
          {t('signatures.ui.sign')}
        </Button>
        <Button onClick={close}>{t('action.close')}</Button>
      </div>
    </form>
  );
}
