import { useId, useState } from 'react';
import { Badge, Button } from '../../../design/index.ts';
import type { LocalisedText } from '../../../platform/i18n/shown.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { LocalisedTextField } from '../../../web/kit/LocalisedTextField.tsx';
import { readLocalised } from '../../../web/kit/localisedDraft.ts';
import { Signatures } from '../../../web/kit/Signatures.tsx';
import { useCan } from '../../../web/kit/useCan.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { quotasContract } from '../contract.ts';
import type { Decision, Named, QuotaPage } from '../schemas.ts';
import { quotasApi } from './client.ts';
import { Propose } from './Propose.tsx';
import { useWords, type Words } from './useWords.ts';

const tones = { proposed: 'sun', agreed: 'leaf', refused: 'clay', withdrawn: 'plain' } as const;

/** What a decision says it does, in one sentence. */
function sentenceOf({ from, to, isMove, ...decision }: Decision, currency: string | null, words: Words): string {
  const { t, amount, name, region } = words;
  const quota = (beside: Decision['from']) =>
    beside ? `${name(beside.diseaseGroup.names)} ${beside.year}, ${region(beside.region)}` : '…';
  const size = amount(decision.amount, currency);
  if (isMove) return t('quotas.decision.move', { amount: size, from: quota(from), to: quota(to) });
  return t(to ? 'quotas.decision.grow' : 'quotas.decision.shrink', { amount: size });
}

/** Decisions about a quota: those that wait can be answered by the other side, and taken back by who proposed them. */
export function Decisions({ quota }: { quota: QuotaPage }) {
  const { t } = useWords();
  const [isProposing, propose] = useState(false);
  const mayPropose = useCan(quotasContract.proposeDecision);
  const canPropose = mayPropose && quota.isOfActor && quota.state !== 'draft';
  return (
    <section className="stack">
      <h2>{t('quotas.decision.title')}</h2>
      <p className="quiet">{t('quotas.decision.title_hint')}</p>
      {quota.decisions.length === 0 && <p>{t('quotas.decision.none')}</p>}
      {quota.decisions.map((decision) => (
        <One key={decision.id} decision={decision} currency={quota.currency} organisations={quota.organisations} />
      ))}
      {canPropose && !isProposing && <Button onClick={() => propose(true)}>{t('quotas.decision.propose')}</Button>}
      {canPropose && isProposing && <Propose quota={quota} close={() => propose(false)} />}
    </section>
  );
}

type OneProps = { decision: Decision; currency: string | null; organisations: readonly Named[] };

function One({ decision, currency, organisations }: OneProps) {
  const words = useWords();
  const { t, text, organisation, moment } = words;
  const { state, reasons, proposedBy, proposedAt, answeredBy, answeredAt, answerReasons } = decision;
  const who = (id: string, at: string) =>
    t('quotas.decision.who', { organisation: organisation(id, organisations), when: moment(at) });
  return (
    <article className="card stack-s">
      <h3 className="minor">{sentenceOf(decision, currency, words)}</h3>
      <p className="row">
        <Badge tone={tones[state]}>{t(`quotas.decision.${state}`)}</Badge>
        <span className="quiet">{who(proposedBy, proposedAt)}</span>
      </p>
      <p>{text(reasons)}</p>
      {answeredBy !== null && answeredAt !== null && (
        <p className="quiet">
          {who(answeredBy, answeredAt)} {answerReasons && text(answerReasons)}
        </p>
      )}
      {state === 'agreed' && <Signatures subject="quota_decision" id={decision.id} />}
      {state === 'proposed' && (decision.awaitsUs || decision.isOurs) && <Answer decision={decision} />}
    </article>
  );
}

/** Agree or refuse, with reasons; or take back what one proposed. */
function Answer({ decision: { id, version, isOurs } }: { decision: Decision }) {
  const { t } = useWords();
  const field = useId();
  const [reasons, say] = useState<LocalisedText>({});
  const { send, isSending, error } = useSend(quotasApi.answerDecision.call);
  const may = useCan(quotasContract.answerDecision);
  const answer = (how: 'agreed' | 'refused' | 'withdrawn') =>
    send({ id, version, answer: how, reasons: readLocalised(reasons) });
  if (!may) return null;
  return (
    <div className="stack-s">
      {!isOurs && (
        <LocalisedTextField id={field} label={t('quotas.decision.answer_reasons')} value={reasons} set={say} />
      )}
      <ErrorNote error={error} typed />
      <div className="row">
        {isOurs ? (
          <Button unavailable={isSending} onClick={() => answer('withdrawn')}>
            {t('quotas.decision.withdraw')}
          </Button>
        ) : (
          <>
            <Button tone="primary" unavailable={isSending} onClick={() => answer('agreed')}>
              {t('quotas.decision.agree')}
            </Button>
            <Button tone="danger" unavailable={isSending} onClick={() => answer('refused')}>
              {t('quotas.decision.refuse')}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
