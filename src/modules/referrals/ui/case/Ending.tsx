import { Button } from '../../../../design/index.ts';
import { useWords } from '../useWords.ts';

/** The two buttons at the end of a form. */
export function Ending({ isSending, isHeld = false, label, leave }: EndingProps) {
  const { t } = useWords();
  return (
    <div className="row">
      <Button type="submit" tone="primary" unavailable={isSending || isHeld}>
        {isSending ? t('phrase.saving') : (label ?? t('action.save'))}
      </Button>
      <Button onClick={leave}>{t('action.cancel')}</Button>
    </div>
  );
}
type EndingProps = { isSending: boolean; isHeld?: boolean; label?: string; leave: () => void };
