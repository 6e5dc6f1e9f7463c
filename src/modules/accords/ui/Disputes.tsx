import { useState } from 'react';
import { Button, Disagreement, SelectField } from '../../../design/index.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { visibilities } from './choices.ts';
import { accordsApi } from './client.ts';
import { quoteOf } from './Grounds.tsx';
import { ReasonsForm } from './ReasonsForm.tsx';
import { ShownTo } from './ShownTo.tsx';
import type { Commitment, Ground, Visibility } from './types.ts';
import { useWords } from './useWords.ts';

const groundsIn = ({ grounds, deliveries }: Commitment): Ground[] => {
  const all = [...grounds, ...deliveries.flatMap((each) => each.grounds)];
  return all.filter((ground, index) => all.findIndex(({ claim }) => claim === ground.claim) === index);
};

/** Claims that cannot all be true stand side by side; a side may say of one that it is not so. */
export function Disputes({ commitment }: { commitment: Commitment }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const mayWrite = useMay('accords.write') && (commitment.ownPart !== null || commitment.isOwn);
  const all = groundsIn(commitment);
  const isDisputed = commitment.disputes.length > 0 || all.some(({ agrees }) => agrees === false);
  if (all.length === 0 || (!isDisputed && !mayWrite)) return null;
  return (
    <section className="stack" id="disputes">
      {isDisputed && <h2>{t('accords.ui.dispute.title')}</h2>}
      <SideBySide grounds={all.filter(({ agrees }) => agrees === false)} />
      {commitment.disputes.map((dispute) => (
        <DisputeCard key={dispute.id} dispute={dispute} commitment={commitment} />
      ))}
      {mayWrite && !isOpen && (
        <p>
          <Button small onClick={() => setOpen(true)}>
            {t('accords.ui.dispute.open')}
          </Button>
        </p>
      )}
      {isOpen && <DisputeForm commitment={commitment} grounds={all} close={() => setOpen(false)} />}
    </section>
  );
}

function SideBySide({ grounds }: { grounds: readonly Ground[] }) {
  const { t, formats } = useWords();
  if (grounds.length === 0) return null;
  return (
    <Disagreement
      claims={grounds.map((ground) => ({
        value: ground.quote,
        quote: quoteOf(ground),
        source: `${ground.document.title}${ground.document.publishedOn ? `, ${formats.edtf(ground.document.publishedOn)}` : ''}`,
      }))}
      note={t('accords.ui.dispute.note')}
    />
  );
}

type DisputeProps = { dispute: Commitment['disputes'][number]; commitment: Commitment };

function DisputeCard({ dispute, commitment }: DisputeProps) {
  const { t, text, names } = useWords();
  const { send, isSending, error } = useSend(accordsApi.endDispute.call);
  const ground = groundsIn(commitment).find(({ claim }) => claim === dispute.claim);
  return (
    <article className="card stack-s">
      <p>
        <b>
          {t('accords.ui.dispute.says', {
            who: names([dispute.organisation], commitment.organisations),
            quote: ground?.quote ?? '',
          })}
        </b>
      </p>
      <p>{text(dispute.reasons).text}</p>
      <p className="row">
        <ShownTo visibility={dispute.visibility} />
        {dispute.isOwn && (
          <Button small unavailable={isSending} onClick={() => send({ id: dispute.id })}>
            {t('accords.ui.dispute.end')}
          </Button>
        )}
      </p>
      <ErrorNote error={error} />
    </article>
  );
}

type FormProps = { commitment: Commitment; grounds: readonly Ground[]; close: () => void };

function DisputeForm({ commitment: { id, visibility: widest }, grounds, close }: FormProps) {
  const { t } = useWords();
  const mayPublish = useMay('accords.publish');
  const [claim, setClaim] = useState(grounds[0]?.claim ?? '');
  const [visibility, setVisibility] = useState<Visibility>('own_side');
  const open = visibilities.slice(0, mayPublish ? visibilities.indexOf(widest) + 1 : 1);
  return (
    <ReasonsForm
      name={`dispute.${id}`}
      label={t('accords.ui.reasons')}
      submitLabel={t('accords.ui.dispute.submit')}
      call={accordsApi.dispute.call}
      inputOf={(reasons) => ({ id, claim, reasons, visibility })}
      close={close}
    >
      {() => (
        <>
          <SelectField
            id="dispute-claim"
            label={t('accords.ui.dispute.claim')}
            value={claim}
            onChange={(event) => setClaim(event.target.value)}
            options={grounds.map((ground) => ({
              value: ground.claim,
              label: `${ground.quote.slice(0, 80)} (${ground.document.title.slice(0, 40)})`,
            }))}
          />
          <SelectField
            id="dispute-visibility"
            label={t('accords.ui.dispute.visibility')}
            value={visibility}
            onChange={(event) => setVisibility(event.target.value as Visibility)}
            options={open.map((value) => ({ value, label: t(`accords.ui.visibility.${value}`) }))}
          />
        </>
      )}
    </ReasonsForm>
  );
}
