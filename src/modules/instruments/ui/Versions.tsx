import { type FormEvent, useState } from 'react';
import { Badge, Button, LinkButton, Note, SelectField, TextArea } from '../../../design/index.ts';
import { localeTable } from '../../../platform/i18n/locales.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { Signatures } from '../../../web/kit/Signatures.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { instrumentsApi } from './client.ts';
import type { Version, ViewProps } from './types.ts';
import { useWords } from './useWords.ts';
import { versionName } from './versionName.ts';

type Tag = keyof typeof localeTable;

/** The versions of the text while it is negotiated: shared ones, and what the own side keeps to itself. */
export function Versions({ instrument }: Pick<ViewProps, 'instrument'>) {
  const { t } = useWords();
  const mayWrite = useMay('instruments.write') && instrument.isParty;
  const [isOpen, open] = useState(false);
  const { versions, id } = instrument;
  return (
    <section className="stack" id="versions">
      <div className="row between">
        <h2>{t('instruments.ui.versions')}</h2>
        {versions.length > 1 && (
          <LinkButton href={`/app/instruments/${id}/compare`}>{t('instruments.ui.compare.title')}</LinkButton>
        )}
      </div>
      {versions.length === 0 ? (
        <p className="quiet">{t('instruments.ui.version.none')}</p>
      ) : (
        <ul className="plain stack-s">
          {versions.map((version) => (
            <OneVersion key={version.id} version={version} instrument={instrument} />
          ))}
        </ul>
      )}
      {mayWrite && !isOpen && (
        <p>
          <Button onClick={() => open(true)}>{t('instruments.ui.version.add')}</Button>
        </p>
      )}
      {isOpen && <VersionForm id={id} close={() => open(false)} />}
    </section>
  );
}

function OneVersion({ version, instrument }: { version: Version } & Pick<ViewProps, 'instrument'>) {
  const words = useWords();
  const { t, formats, locale } = words;
  const mayWrite = useMay('instruments.write') && version.isOwn;
  const { send, isSending, error } = useSend(instrumentsApi.shareVersion.call);
  const owner = instrument.organisations.find(({ id }) => id === version.owner);
  return (
    <li className="card stack-s">
      <p className="row">
        <b>{versionName(version, words)}</b>
        {!version.isShared && <Badge tone="sun">{t('instruments.ui.visibility.own_side')}</Badge>}
        {version.label && <span>{words.text(version.label).text}</span>}
      </p>
      <p className="hint">
        {owner && nameIn(locale, owner.names)}, {formats.moment(new Date(version.at), 'Asia/Almaty')}
        <br />
        <bdi>SHA-256 {version.sha256.slice(0, 16)}…</bdi>
      </p>
      {mayWrite && !version.isShared && instrument.visibility !== 'own_side' && (
        <p>
          <Button small unavailable={isSending} onClick={() => send({ id: version.id })}>
            {t('instruments.ui.version.share')}
          </Button>{' '}
          <span className="hint">{t('instruments.ui.version.share_effect')}</span>
        </p>
      )}
      <ErrorNote error={error} />
      <VersionSignatures id={version.id} />
    </li>
  );
}

/** Folded: a draft has many versions, and few are signed. */
function VersionSignatures({ id }: { id: string }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t('instruments.ui.version.signatures')}</summary>
      {isOpen && <Signatures subject="instrument_version" id={id} />}
    </details>
  );
}

/** What fits into a request as it is; a longer text travels as a file. */
const longestLine = 300_000;

type VersionTyped = { text: string; language: Tag };

function VersionForm({ id, close }: { id: string; close: () => void }) {
  const { t, locale } = useWords();
  const [empty] = useState<VersionTyped>({ text: '', language: locale });
  const draft = useDraft(`instrument.${id}.version`, empty);
  const { values, set } = draft;
  const { send, isSending, error } = useSend(instrumentsApi.addVersion.call, () => {
    draft.clear();
    close();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { text, language } = values;
    const isLong = text.length > longestLine;
    send({ id, language, ...(isLong ? { file: new File([text], 'version.txt', { type: 'text/plain' }) } : { text }) });
  };
  return (
    <form className="stack" onSubmit={submit} aria-label={t('instruments.ui.version.add')}>
      {draft.wasKept && <Note>{t('web.draft_kept')}</Note>}
      <ErrorNote error={error} typed />
      <VersionFields values={values} set={set} />
      <div className="row">
        <Button type="submit" tone="primary" unavailable={isSending}>
          {t(isSending ? 'phrase.saving' : 'action.save')}
        </Button>
        <Button onClick={close}>{t('action.close')}</Button>
      </div>
    </form>
  );
}

function VersionFields({ values, set }: { values: VersionTyped; set: (changed: Partial<VersionTyped>) => void }) {
  const { t } = useWords();
  const tags = Object.keys(localeTable) as Tag[];
  return (
    <>
      <SelectField
        id="version-language"
        label={t('instruments.ui.version.language')}
        value={values.language}
        onChange={({ target }) => set({ language: target.value as Tag })}
        options={tags.map((tag) => ({ value: tag, label: t(`language.${tag}`) }))}
      />
      <TextArea
        id="version-text"
        label={t('instruments.ui.version.text')}
        hint={t('instruments.ui.version.text_hint')}
        required
        rows={12}
        value={values.text}
        onChange={({ target }) => set({ text: target.value })}
      />
    </>
  );
}
