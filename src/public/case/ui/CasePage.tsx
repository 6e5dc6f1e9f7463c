import type { ReactNode } from 'react';
import { Button, Card, KeyValue, LifecycleBar, LinkButton, Note } from '../../../design/index.ts';
import type { CaseShown } from '../../../modules/referrals/patientShown.ts';
import { type SpokenAsk, spokenAddress } from '../../spoken/address.ts';
import { Top, useSpoken } from '../../spoken/Frame.tsx';
import { casePath, type OpenData, openedPath, type WithdrawData } from '../data.ts';
import { Messages } from './Messages.tsx';
import { CaseFrame } from './parts.tsx';
import { Consents, Seen } from './Seen.tsx';

type Shown = { shown: CaseShown };

/** The page of whoever has opened it: where the case stands, what is needed, when to come, who looked, what was written. */
export function CasePage({ ask, data }: { ask: SpokenAsk; data: OpenData }): ReactNode {
  const { shown, notice } = data;
  const { t, locale } = useSpoken();
  const title = t('case.page.title', { number: shown.number });
  return (
    <CaseFrame ask={ask} title={title} path={openedPath} isDemo={shown.isDemo}>
      <Top title={<Numbered title={title} number={shown.number} />}>
        {notice === 'sent' && <Note>{t('case.messages.sent')}</Note>}
        {notice === 'withdrawn' && <Note>{t('case.withdraw.done')}</Note>}
        {notice === 'over' && <Note tone="warn">{t('case.withdraw.over')}</Note>}
        <Standing shown={shown} />
        <form method="post" action={spokenAddress(locale, `${openedPath}/leave`)}>
          <Button type="submit">{t('case.page.leave')}</Button>
        </form>
      </Top>
      <div className="wrap section cols half">
        <div className="stack">
          <Needed shown={shown} />
          <Coming shown={shown} />
          <Messages data={data} />
        </div>
        <div className="stack">
          <Who shown={shown} />
          <Consents shown={shown} />
          <Seen shown={shown} />
        </div>
      </div>
    </CaseFrame>
  );
}

/** The number runs from left to right in every language. */
function Numbered({ title, number }: { title: string; number: string }) {
  const [before, after = ''] = title.split(number);
  return (
    <>
      {before}
      <bdi dir="ltr">{number}</bdi>
      {after}
    </>
  );
}

function Standing({ shown }: Shown) {
  const { t } = useSpoken();
  const { stage, steps, since, zone, isLate, treatment } = shown;
  const current = steps.find(({ is }) => is === 'now') ?? steps.at(-1);
  const sentence = <b>{t(`case.stage.${stage}`)}</b>;
  return (
    <section className="stack-s" aria-label={t('case.page.now')}>
      {current ? (
        <LifecycleBar
          label={t('case.page.now')}
          current={current.step}
          sentence={sentence}
          steps={steps.map(({ step }) => ({ key: step, label: t(`case.step.${step}`) }))}
        />
      ) : (
        <p>{sentence}</p>
      )}
      {treatment && <p>{t('case.treatment.done', treatment)}</p>}
      <p className="quiet">{t('case.page.since', { at: { at: since, zone } })}</p>
      {isLate && <Note tone="warn">{t('case.page.late')}</Note>}
    </section>
  );
}

function Needed({ shown: { need, papers, isOver } }: Shown) {
  const { t, named } = useSpoken();
  if (isOver && papers.length === 0) return null;
  return (
    <Card title={t('case.need.title')} level={2}>
      <div className="stack-s">
        <p>{t(need === null ? 'case.need.none' : `case.need.${need}`)}</p>
        {papers.length > 0 && <p>{t('case.need.papers')}</p>}
        {papers.length > 0 && (
          <ul>
            {papers.map((names, index) => (
              <li key={index}>{named(names)}</li>
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}

function Coming({ shown }: Shown) {
  const { t, named } = useSpoken();
  const { coming, stage, receiver } = shown;
  if (coming === null)
    return stage === 'accepted' || stage === 'no_show' ? (
      <Card title={t('case.come.title')} level={2}>
        <p>{t('case.come.none')}</p>
      </Card>
    ) : null;
  const { at, there, here, day, until } = coming;
  const days = (
    <b>
      {t('case.day', { day })}
      {until !== null && until !== day && <> – {t('case.day', { day: until })}</>}
    </b>
  );
  const isElsewhere =
    at !== null && t('case.when', { at: { at, zone: there } }) !== t('case.when', { at: { at, zone: here } });
  const facts = [
    ...(at === null
      ? [{ label: t('case.come.there'), value: days }]
      : [
          {
            label: t(isElsewhere ? 'case.come.there' : 'case.come.time'),
            value: <b>{t('case.when', { at: { at, zone: there } })}</b>,
          },
        ]),
    ...(isElsewhere ? [{ label: t('case.come.home'), value: t('case.when', { at: { at, zone: here } }) }] : []),
    { label: t('case.come.where'), value: named(receiver.names) },
  ];
  return (
    <Card title={t('case.come.title')} level={2}>
      <KeyValue facts={facts} />
    </Card>
  );
}

function Who({ shown: { sender, receiver } }: Shown) {
  const { t, named } = useSpoken();
  const facts = [
    { label: t('case.who.sender'), value: named(sender.names) },
    { label: t('case.who.receiver'), value: named(receiver.names) },
  ];
  return (
    <Card title={t('case.who.title')} level={2}>
      <KeyValue facts={facts} />
    </Card>
  );
}

/** Asks once more before a consent goes. */
export function WithdrawPage({ ask, data: { consent, isDemo } }: { ask: SpokenAsk; data: WithdrawData }): ReactNode {
  const { t, locale, named } = useSpoken();
  const title = t('case.withdraw.title');
  const back = spokenAddress(locale, openedPath);
  return (
    <CaseFrame ask={ask} title={title} path={casePath} isDemo={isDemo}>
      <Top title={title}>
        <p>
          <b>{t(`case.purpose.${consent.purpose}`)}</b>
          {consent.to && <>, {named(consent.to)}</>}
        </p>
        <p>{t('case.consents.text')}</p>
      </Top>
      <div className="wrap section">
        <form className="row" method="post" action={`${back}/withdraw`}>
          <input type="hidden" name="consent" value={consent.id} />
          <Button type="submit" tone="danger">
            {t('case.withdraw.send')}
          </Button>
          <LinkButton href={back}>{t('case.withdraw.back')}</LinkButton>
        </form>
      </div>
    </CaseFrame>
  );
}
