import { type ChangeEvent, useState } from 'react';
import { Button, Field, Note, Progress, SelectField } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import type { DateWay } from '../study.ts';
import { dateWays } from '../study.ts';
import type { Subject } from './subject.ts';
import { type Bringing, useBring } from './useBring.ts';

/** React has no name of its own for what lets a file field take a whole folder. */
const wholeFolder: object = { webkitdirectory: '' };

/** Brings a study: an archive, many files, or a folder. An archive is unpacked here, and travels file by file. */
export function Bring({ of, close }: { of: Subject; close: () => void }) {
  const { t } = useLanguage();
  const [dates, setDates] = useState<DateWay>('kept');
  const { bringing, bring, isBusy } = useBring(of);
  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const files = [...(target.files ?? [])];
    target.value = '';
    if (files.length > 0) void bring(files, dates);
  };
  return (
    <section className="stack" aria-label={t('images.ui.bring')}>
      <p>{t('images.ui.bring.text')}</p>
      <SelectField
        id="images-dates"
        label={t('images.ui.dates')}
        hint={t('images.ui.dates.hint')}
        value={dates}
        options={dateWays.map((value) => ({ value, label: t(`images.ui.dates.${value}`) }))}
        onChange={({ target }) => setDates(target.value as DateWay)}
      />
      <Choosers isBusy={isBusy} choose={choose} close={close} />
      {bringing && <Came bringing={bringing} />}
    </section>
  );
}

type ChoosersProps = { isBusy: boolean; choose: (event: ChangeEvent<HTMLInputElement>) => void; close: () => void };

/** Files or a whole folder. The browser’s own buttons may speak another language than the reader. */
function Choosers({ isBusy, choose, close }: ChoosersProps) {
  const { t } = useLanguage();
  return (
    <div className="row">
      <Field id="images-files" label={t('images.ui.files')}>
        {(wiring) => (
          <>
            <input className="sr" type="file" multiple disabled={isBusy} onChange={choose} {...wiring} />
            <label className="btn" htmlFor="images-files">
              {t('images.ui.choose_files')}
            </label>
          </>
        )}
      </Field>
      <input className="sr" type="file" id="images-folder" disabled={isBusy} onChange={choose} {...wholeFolder} />
      <label className="btn" htmlFor="images-folder">
        {t('images.ui.choose_folder')}
      </label>
      <Button tone="quiet" unavailable={isBusy} onClick={close}>
        {t('images.ui.bring.done')}
      </Button>
    </div>
  );
}

function Came({ bringing: { sent, of, taken, known, refused, error } }: { bringing: Bringing }) {
  const { t } = useLanguage();
  return (
    <div className="stack-s">
      <Progress label={t('images.ui.files')} value={sent} max={of} text={t('images.ui.sent', { sent, count: of })} />
      <output>{t('images.ui.taken', { taken, known })}</output>
      {refused.length > 0 && (
        <Note tone="warn">
          <p>{t('images.ui.refused', { count: refused.length })}</p>
          <ul>
            {refused.slice(0, 20).map(({ name, why, detail }) => (
              <li key={`${name} ${why}`}>
                {name} {t(`images.ui.refused.${why}`)} {detail}
              </li>
            ))}
          </ul>
        </Note>
      )}
      <ErrorNote error={error} />
    </div>
  );
}
