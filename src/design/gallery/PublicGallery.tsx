import {
  BarLegend,
  Card,
  CorridorMap,
  DemoBadge,
  Evidence,
  Figure,
  Figures,
  Party,
  PromiseBar,
  PromiseRow,
  Proof,
  SearchForm,
  type StatusKey,
  StatusChip,
  StrengthSteps,
  statusKeys,
  TimeAxis,
} from '../index.ts';
import type { BarContent } from '../PromiseBar.tsx';
import { CommitmentAside, CommitmentGallery, evidenceOf } from './CommitmentGallery.tsx';
import type { Sample } from './sample.ts';

const bars: Record<StatusKey, BarContent> = {
  kept: { kind: 'measured', share: 1, term: true },
  on_track: { kind: 'measured', share: 112 / 240, term: true },
  at_risk: { kind: 'measured', share: 11 / 50, term: true },
  overdue: { kind: 'measured', share: 18 / 48, term: true },
  not_reported: { kind: 'measured', share: 0, term: true },
  not_started: { kind: 'measured', share: 0 },
  withdrawn: { kind: 'act', done: false },
  no_target: { kind: 'open' },
};

/** Everything the public site draws with. */
export function PublicGallery({ sample }: { sample: Sample }) {
  return (
    <>
      <Head sample={sample} />
      <div className="wrap section stack-l">
        <Promises sample={sample} />
        <Drawn sample={sample} />
        <div className="cols side">
          <CommitmentGallery sample={sample} />
          <CommitmentAside sample={sample} />
        </div>
      </div>
    </>
  );
}

function Head({ sample }: { sample: Sample }) {
  const { title, lead, from, to, arrow, figures, proof, work, rows, status } = sample;
  return (
    <div className="band">
      <div className="wrap section stack">
        <h1 className="hero">{title}</h1>
        <p className="lead">{lead}</p>
        <p className="lead">
          <Party from={from} to={to} arrowLabel={arrow} />
        </p>
        <SearchForm action="#" name="q" label={work.placeholder} placeholder={work.placeholder} button={work.search} />
        <Figures>
          {figures.map(({ value, label }, index) => (
            <Figure
              key={label}
              value={value}
              label={label}
              {...(index === 2 ? { proof: <Evidence {...evidenceOf(sample)} />, proofLabel: proof.show } : {})}
              {...(index === 3 ? { href: '#list', proofLabel: proof.show } : {})}
            />
          ))}
        </Figures>
        <div>
          <div className="row between">
            <span className="fig">{figures[2]?.value}</span>
            <StatusChip status="overdue" label={status.overdue} />
          </div>
          <PromiseBar content={bars.overdue} big label={rows.overdue.amount} />
          <p className="quiet">{rows.overdue.amount}</p>
        </div>
      </div>
    </div>
  );
}

/** A map of two lands and an axis of two lanes: neither is mirrored where the text is. */
function Drawn({ sample: { title, from, to, figures } }: { sample: Sample }) {
  const far = { key: 'far', x: 820, y: 300, name: from, number: 1 };
  const near = { key: 'near', x: 300, y: 160, name: to };
  const day = { first: '2020-12-23', last: '2020-12-23' };
  return (
    <div className="stack">
      <CorridorMap
        width={960}
        height={440}
        land="M0 60H640V380H0Z"
        home="M180 90H420V250H180Z"
        partners="M760 220H880V360H760Z"
        ends={[near, far]}
        arcs={[{ key: 'arc', from: far, to: near, weight: 12 }]}
        label={`${from}, ${to}: 12`}
      />
      <TimeAxis
        label={title}
        lanes={[
          { key: 'from', label: from, marks: [{ key: 'report', title, kind: 'report', ...day }] },
          {
            key: 'to',
            label: to,
            marks: figures.slice(0, 1).map(({ label }) => ({
              key: label,
              title: label,
              kind: 'act' as const,
              first: '2018-01-01',
              last: '2020-06-30',
            })),
          },
        ]}
      />
    </div>
  );
}

function Promises({ sample }: { sample: Sample }) {
  const { legend, from, to, and } = sample;
  return (
    <div className="stack">
      <BarLegend
        entries={[
          { bar: { content: { kind: 'measured', share: 0, term: true } }, text: legend.promised },
          { bar: { content: { kind: 'measured', share: 0.6 } }, text: legend.delivered },
          { bar: { content: { kind: 'measured', share: 1.4 } }, text: legend.over },
          { bar: { content: { kind: 'open' } }, text: legend.open },
          { bar: { content: { kind: 'act', done: false } }, text: legend.act },
        ]}
      />
      <Card level={2} title={<Party from={from} to={to} arrowLabel={and} mutual />} aside={<a href="#list">12</a>}>
        <Rows sample={sample} />
      </Card>
    </div>
  );
}

function Rows({ sample }: { sample: Sample }) {
  const { rows, over, status, strength, demo, proof } = sample;
  const evidence = (
    <Proof flat title={proof.show}>
      <Evidence {...evidenceOf(sample)} />
    </Proof>
  );
  const remarks = (
    <>
      <StrengthSteps strength="agreed_to_consider" word={strength.agreed_to_consider} />
      <DemoBadge label={demo.badge} />
    </>
  );
  const row = (key: StatusKey) => ({ ...rows[key], level: 3, status: key, statusLabel: status[key] }) as const;
  const beyond: BarContent = { kind: 'measured', share: 75 / 60, term: true };
  const atLeast: BarContent = { kind: 'measured', share: 0.7, term: true, atLeast: true };
  return (
    <>
      {statusKeys.map((key) => (
        <PromiseRow
          key={key}
          {...row(key)}
          bar={bars[key]}
          tentative={key === 'not_reported'}
          {...(key === 'kept' && { href: '#one' })}
          {...(key === 'no_target' && { remarks })}
          {...(key === 'overdue' && { proof: evidence })}
        />
      ))}
      <PromiseRow {...row('at_risk')} {...over} bar={beyond} />
      <PromiseRow
        {...row('on_track')}
        bar={atLeast}
        remarks={<StrengthSteps strength="signed" word={strength.signed} />}
      />
      <PromiseRow {...row('withdrawn')} status="kept" statusLabel={status.kept} bar={{ kind: 'act', done: true }} />
    </>
  );
}
