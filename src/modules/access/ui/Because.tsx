import { type FormEvent, type ReactNode, useState } from 'react';
import { Button } from '../../../design/index.ts';
import { useT } from '../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';

import { ReasonField } from './ContactFields.tsx';

type Props = {
  /** Unique on the page. */
  id: string;
  /** What the button does. */
  label: string;
  /** What happens then, before one says why. */
  text: string;
  send: (reason: string) => void;
  isSending: boolean;
  error: Error | null;
  /** Other choices beside the reason. */
  children?: ReactNode;
};

/** An act that ends something: first what it does, then why, then the button. */
export function Because({ id, label, text, send, isSending, error, children }: Props) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(reason);
  };
  if (!isOpen)
    return (
      <Button small tone="danger" onClick={() => setOpen(true)}>
        {label}
      </Button>
    );
  return (
    <form className="stack-s" onSubmit={submit} aria-label={label}>
      <p>{text}</p>
      {children}
      <ReasonField id={`${id}-because`} value={reason} set={setReason} />
      <ErrorNote error={error} typed />
      <div className="row">
        <Button tone="danger" type="submit" unavailable={isSending}>
          {label}
        </Button>
        <Button onClick={() => setOpen(false)}>{t('action.cancel')}</Button>
      </div>
    </form>
  );
}
