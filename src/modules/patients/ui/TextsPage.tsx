import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button, Card, EmptyState, TextArea, Toast } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { nameTagFacts, nameTags } from '../../../platform/i18n/shown.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { type ConsentPurpose, consentPurposes } from '../consent.ts';
import { sampleOf } from '../samples.ts';
import { patientsApi } from './client.ts';
import { Choice, Line } from './fields.tsx';
import type { ConsentText } from './types.ts';

/** /app/patients/texts: what patients are asked with, and the next version of it. It names nobody, so a draft may be kept. */
export function TextsPage() {
  const { t } = useLanguage();
  const query = useQuery(patientsApi.consentTexts.queryOptions());
  const may = useMay('patients.coordinate');
  const [done, setDone] = useState<string | null>(null);
  return (
    <div className="stack-l">
      <PageHead
        title={t('patients.ui.texts')}
        lead={t('patients.ui.texts_hint')}
        crumbs={[{ href: '/app/patients', label: t('patients.ui.title') }]}
      />
      <Toast message={done} />
      {may && <Approve done={() => setDone(t('patients.ui.texts.approved'))} />}
      <Loaded query={query}>
        {(texts) =>
          texts.length === 0 ? (
            <EmptyState level={2} title={t('patients.ui.texts.none')} text={t('patients.ui.texts.none_text')} />
          ) : (
            <div className="stack">
              {texts.map((text) => (
                <Approved key={text.id} text={text} />
              ))}
            </div>
          )
        }
      </Loaded>
    </div>
  );
}

function Approved({ text }: { text: ConsentText }) {
  const { t, formats } = useLanguage();
  const { tag: lang, dir, ownName } = nameTagFacts(text.language);
  const when = formats.moment(new Date(text.approvedAt), 'Asia/Almaty', 'medium');
  return (
    <Card level={2} title={`${t(`patients.ui.purpose.${text.purpose}`)} · ${ownName}`}>
      <p className="quiet">{t('patients.ui.consent.version', { n: text.version, when })}</p>
      <details>
        <summary {...{ lang, dir }}>{text.title}</summary>
        <div {...{ lang, dir }}>
          {text.wording.split(/\n{2,}/).map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </div>
      </details>
    </Card>
  );
}

const nothing: { purpose: ConsentPurpose; language: (typeof nameTags)[number]; title: string; wording: string } = {
  purpose: 'treatment',
  language: 'kk',
  title: '',
  wording: '',
};

function Approve({ done }: { done: () => void }) {
  const { t } = useLanguage();
  const { values, set, clear } = useDraft('consent-text', nothing);
  const { send, isSending, error } = useSend(patientsApi.approveConsentText.call, () => {
    clear();
    done();
  });
  const sample = sampleOf(values.purpose, values.language);
  const press = (event: FormEvent) => {
    event.preventDefault();
    send(values);
  };
  return (
    <form className="card stack" onSubmit={press} aria-label={t('patients.ui.texts.approve')}>
      <What values={values} set={set} />
      {sample && (
        <p>
          <Button small onClick={() => set(sample)}>
            {t('patients.ui.texts.sample')}
          </Button>
        </p>
      )}
      <Words values={values} set={set} error={error} />
      <ErrorNote error={error} typed />
      <p>
        <Button type="submit" tone="primary" unavailable={isSending}>
          {t('patients.ui.texts.approve')}
        </Button>
      </p>
    </form>
  );
}

type PartProps = { values: typeof nothing; set: (changed: Partial<typeof nothing>) => void };

function What({ values, set }: PartProps) {
  const { t } = useLanguage();
  return (
    <div className="fgrid">
      <Choice
        id="text-purpose"
        label={t('patients.ui.purpose')}
        options={consentPurposes.map((purpose) => ({ value: purpose, label: t(`patients.ui.purpose.${purpose}`) }))}
        value={values.purpose}
        set={(purpose) => set({ purpose })}
      />
      <Choice
        id="text-language"
        label={t('patients.ui.tag')}
        options={nameTags.map((tag) => ({ value: tag, label: nameTagFacts(tag).ownName }))}
        value={values.language}
        set={(language) => set({ language })}
      />
    </div>
  );
}

function Words({ values, set, error }: PartProps & { error: Error | null }) {
  const { t } = useLanguage();
  return (
    <>
      <Line
        id="text-title"
        label={t('patients.ui.texts.title')}
        error={faultAt(error, '/title')}
        most={200}
        value={values.title}
        set={(title) => set({ title })}
      />
      <TextArea
        id="text-wording"
        label={t('patients.ui.texts.wording')}
        error={faultAt(error, '/wording')}
        rows={10}
        maxLength={20_000}
        value={values.wording}
        onChange={({ target }) => set({ wording: target.value })}
      />
    </>
  );
}
