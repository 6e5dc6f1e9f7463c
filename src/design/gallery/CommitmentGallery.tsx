import {
  Card,
  DemoBadge,
  Disagreement,
  Evidence,
  type EvidenceProps,
  KeyValue,
  Proof,
  StrengthLadder,
  Table,
  Timeline,
  TwoSided,
} from '../index.ts';
import type { Sample } from './sample.ts';

/** The proof of the one amount in the gallery. */
export const evidenceOf = ({ proof, facts, values, date, lang }: Sample): EvidenceProps => {
  const start = proof.quote.indexOf(proof.marked);
  return {
    quote: { text: proof.quote, lang: 'kk', marks: [{ start, end: start + proof.marked.length }] },
    translation: { text: proof.translation, lang: lang === 'kk' ? 'ru' : lang, note: proof.note },
    facts: [
      { label: facts.source, value: values.source },
      { label: facts.published, value: date, badge: values.day },
      { label: facts.event, value: values.event, badge: values.unknown },
      { label: facts.speaker, value: values.speaker },
    ],
    link: { href: '#source', label: proof.open },
  };
};

/** How strong a commitment is, what it rests on, what each side says. */
export function CommitmentGallery({ sample }: { sample: Sample }) {
  const { heads, strength, strengthSentence } = sample;
  return (
    <div className="stack-l">
      <section className="stack-s">
        <h2>{heads.strength}</h2>
        <StrengthLadder strength="promised" words={strength} label={strengthSentence} />
      </section>
      <Proofs sample={sample} />
      <Sides sample={sample} />
      <Story sample={sample} />
    </div>
  );
}

function Proofs({ sample }: { sample: Sample }) {
  const { heads, proof, dispute, demo } = sample;
  const { quote } = evidenceOf(sample);
  const second = { text: '90 мың доллар', lang: 'kk', marks: [{ start: 0, end: 6 }] };
  const source = (
    <>
      {dispute.source} <DemoBadge label={demo.badge} />
    </>
  );
  return (
    <section className="stack">
      <h2>{heads.proof}</h2>
      <Proof title={proof.amount} open>
        <Evidence {...evidenceOf(sample)} />
      </Proof>
      <Proof title={dispute.title} open>
        <Disagreement
          claims={[
            { value: dispute.first, quote, source },
            { value: dispute.second, quote: second, source },
          ]}
          note={dispute.note}
        />
      </Proof>
    </section>
  );
}

function Sides({ sample: { heads, sides, proof } }: { sample: Sample }) {
  const giver = { status: 'kept', label: sides.confirmed } as const;
  const receiver = { status: 'not_started', label: sides.silent } as const;
  return (
    <section className="stack">
      <h2>{heads.sides}</h2>
      <TwoSided
        sides={[
          { title: sides.giver, state: giver, text: proof.translation, signed: sides.signed },
          { title: sides.receiver, state: receiver, text: sides.nothing },
        ]}
      />
    </section>
  );
}

function Story({ sample: { heads, timeline, date, table } }: { sample: Sample }) {
  return (
    <section className="stack">
      <h2>{heads.timeline}</h2>
      <Timeline
        entries={[
          { key: '1', when: timeline.undated, title: timeline.first, kind: 'act' },
          { key: '2', when: date, date: '2026-03-03', title: timeline.second, href: '#delivery' },
          {
            key: '3',
            when: timeline.after,
            title: timeline.nothing,
            text: <a href="#send">{timeline.send}</a>,
            kind: 'silence',
          },
        ]}
      />
      <Table
        id="places"
        caption={heads.table}
        columns={[
          { key: 'place', label: table.place },
          { key: 'seen', label: table.seen, numeric: true, sorted: 'descending' },
          { key: 'operations', label: table.operations, numeric: true },
        ]}
        rows={table.rows.map((cells) => ({ key: cells[0], cells }))}
        total={table.total}
      />
    </section>
  );
}

/** Beside the commitment: the facts in short. */
export function CommitmentAside({ sample }: { sample: Sample }) {
  const { heads } = sample;
  return (
    <aside className="stack" aria-label={heads.glance}>
      <Card level={2} title={heads.glance}>
        <KeyValue facts={evidenceOf(sample).facts} />
      </Card>
    </aside>
  );
}
