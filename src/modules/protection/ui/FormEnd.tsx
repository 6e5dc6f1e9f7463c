import { Button } from '../../../design/index.ts';
import { useT } from '../../../platform/i18n/react.ts';

/** The end of a form: keep what was typed, or leave. */
export function FormEnd({ isSending, close }: { isSending: boolean; close: () => void }) {
  const t = useT();
  return (
    <div className="row">
      <Button type="submit" tone="primary" unavailable={isSending}>
        {t(isSending ? 'phrase.saving' : 'protection.ui.save')}
      </Button>
      <Button onClick={close}>{t('action.cancel')}</Button>
    </div>
  );
}
