import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { Badge, DemoBand, Note, Party, Toast } from '../../../design/index.ts';
import { Coming } from '../../../web/kit/Coming.tsx';
import { later } from '../../../web/kit/later.ts';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { WhenNear } from '../../../web/kit/WhenNear.tsx';
import { Images } from '../../images/ui/Images.tsx';
import { Acts } from './Acts.tsx';
import { lineFrom } from './bar.ts';
import { isEnded } from '../referral.ts';
import { referralsApi } from './client.ts';
import { Facts } from './Facts.tsx';
import { Happened } from './Happened.tsx';
import { StageBar } from './StageBar.tsx';
import { TwoTruths } from './TwoTruths.tsx';
import type { Referral } from './types.ts';
import { useTitle } from './useTitle.ts';
import { useWords } from './useWords.ts';

const AtTheCentre = later(['encounters', 'referrals_case'], () => import('./AtTheCentre.tsx'), 'AtTheCentre');
const BoardPanel = later(['boards'], () => import('../../boards/ui/BoardPanel.tsx'), 'BoardPanel');
const CaseParts = later(['referrals_case', 'referrals_words'], () => import('./case/CaseParts.tsx'), 'CaseParts');
const Differences = later(['referrals_case'], () => import('./case/Differences.tsx'), 'Differences');
const PatientPagePanel = later(
  ['referrals_patient'],
  () => import('./patient/PatientPagePanel.tsx'),
  'PatientPagePanel',
);
const Undelivered = later(
  ['exchange_words', 'referrals_acts'],
  () => import('../../exchange/ui/Undelivered.tsx'),
  'Undelivered',
);
const QuotaBox = later(['quotas_box'], () => import('../../quotas/ui/QuotaBox.tsx'), 'QuotaBox');

/** /app/referrals/{id}: where a referral stands, what each side says, and what can happen now. */
export function ReferralPage() {
  const { id = '' } = useParams({ strict: false });
  // Others act too, and a consent can end: who has the page open sees it within some seconds.
  const query = useQuery({ ...referralsApi.referral.queryOptions({ input: { id } }), refetchInterval: 10_000 });
  return <Loaded query={query}>{(referral) => <ReferralView key={id} referral={referral} />}</Loaded>;
}

export function ReferralView({ referral }: { referral: Referral }) {
  const { t } = useWords();
  const [told, setTold] = useState<string | null>(null);
  const mayAct = useMay('referrals.write');
  return (
    <>
      {referral.isDemo && <DemoBand wide title={t('referrals.demo.title')} text={t('referrals.demo.text')} />}
      <Head referral={referral} />
      <StageBar referral={referral} />
      <Warnings referral={referral} />
      <Suspense>
        <Undelivered referral={referral.id} />
      </Suspense>
      {mayAct && (
        <p className="jump">
          <a href="#what-now">{t('referrals.ui.now')}</a>
        </p>
      )}
      <div className="cols side">
        <div className="stack-l">
          <TwoTruths referral={referral}>
            <Suspense>
              <Differences referral={referral.id} />
            </Suspense>
          </TwoTruths>
          {wasAsked(referral) && (
            <WhenNear>
              <BoardPanel subject={referral.id} />
            </WhenNear>
          )}
          <Clinical referral={referral} />
          <Happened referral={referral} />
        </div>
        <Aside referral={referral} told={setTold} />
      </div>
      <Toast message={told} />
    </>
  );
}

/** What can happen now, the quota it is decided against, the days, and the patient's own page. */
function Aside({ referral, told }: { referral: Referral; told: (message: string) => void }) {
  const { t } = useWords();
  return (
    <aside className="stack-l" id="what-now" aria-label={t('referrals.ui.now')}>
      <Acts referral={referral} told={told} />
      <Coming>
        <QuotaBox quota={referral.quota} taking={takesSeat(referral) ? 1 : 0} />
      </Coming>
      <Facts referral={referral} />
      <WhenNear>
        <PatientPagePanel referral={referral.id} patient={referral.patient} isOver={isEnded(referral.stage)} />
      </WhenNear>
    </aside>
  );
}

/** What is clinical of it: papers, images. It is open where the care is, and closes with the consent. */
function Clinical({ referral }: { referral: Referral }) {
  const { id, patient, caseMark, isConsented, parties, arrivedAt } = referral;
  if (isConsented === false && !parties.includes('sender')) return null;
  return (
    <>
      <WhenNear>
        <CaseParts referral={{ id, caseMark }} />
      </WhenNear>
      {arrivedAt !== null && (
        <WhenNear>
          <AtTheCentre referral={id} />
        </WhenNear>
      )}
      <WhenNear>
        <Images subject={{ patient, record: id }} />
      </WhenNear>
    </>
  );
}

/** Whether a board has been asked, at home or at the centre. */
const wasAsked = ({ stage, acted }: Referral): boolean =>
  [stage, ...acted.map(({ to }) => to)].some((each) => each === 'board' || each === 'commission');

/** Whether what is decided now takes a seat of the quota. */
const takesSeat = ({ stage }: Referral): boolean => stage === 'board' && lineFrom('accept', stage)?.seat === 'reserve';

function Head({ referral }: { referral: Referral }) {
  const { t, organisation } = useWords();
  const { number, sender, receiver, organisations, stage, priority } = referral;
  const title = useTitle(referral);
  return (
    <PageHead
      kicker={t('referrals.ui.kicker', { number })}
      title={title}
      crumbs={[{ href: '/app/referrals', label: t('referrals.ui.all') }]}
      lead={
        <Party
          from={organisation(sender, organisations)}
          to={organisation(receiver, organisations)}
          arrowLabel={t('referrals.ui.to')}
        />
      }
      actions={
        <>
          {priority !== 'planned' && (
            <Badge tone={priority === 'urgent' ? 'clay' : 'sun'}>{t(`referrals.priority.${priority}`)}</Badge>
          )}
          <Badge tone="sky">{t(`referrals.stage.${stage}`)}</Badge>
        </>
      }
    />
  );
}

/** What stands in the way: a consent that no longer stands, papers that lack. */
function Warnings({ referral: { isConsented, lacks, papers, stage } }: { referral: Referral }) {
  const { t, formats, name } = useWords();
  const named = lacks.map((code) => {
    const paper = papers.find((each) => each.code === code);
    if (paper) return name(paper.names);
    return code === 'discharge-letter' || code === 'follow-up-plan' ? t(`referrals.letter.${code}`) : code;
  });
  return (
    <>
      {isConsented === false && (
        <Note tone="stop">
          <p>
            <b>{t('referrals.consent.gone')}</b>
          </p>
          <p>{t('referrals.consent.gone_text')}</p>
        </Note>
      )}
      {lacks.length > 0 && !isEnded(stage) && (
        <Note tone="warn">{t('referrals.ui.lacks', { papers: formats.list(named) })}</Note>
      )}
    </>
  );
}
