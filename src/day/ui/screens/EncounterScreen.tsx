import { useState } from 'react';
import { Badge, Button, Note, TextArea, TextField } from '../../../design/index.ts';
import { visitAt } from '../../../modules/missions/day/day.ts';
import { type Encounter, isSigned } from '../../../modules/missions/day/encounter.ts';
import { nextSteps } from '../../../modules/missions/day/operation.ts';
import type { Visit } from '../../../modules/missions/day/visit.ts';
import { type Draft, useDraft, useWorkplace } from '../context.tsx';
import { specialtyName, useT } from '../language.tsx';
import { Choices, Screen, useAboutPerson, useNameOf } from '../parts.tsx';
import { to } from '../route.ts';
import {
  type Examination,
  examinationOf,
  noteBodies,
  notesShown,
  type SignFault,
  signFaults,
} from '../view/encounter.ts';
import { clinicianName, signerOf } from '../view/plan.ts';
import { EndButtons, Ends, gravest } from './Ends.tsx';
import { IcdSearch } from './IcdSearch.tsx';
import { Notes } from './Notes.tsx';
import { Photos } from './Photos.tsx';
import { VitalFields } from './VitalFields.tsx';

/** An examination: what was complained of, measured, found, done and decided; then a signature. */
export function EncounterScreen({ visit: visitId, id }: { visit: string; id: string }) {
  const t = useT();
  const { day } = useWorkplace();
  const nameOf = useNameOf();
  const about = useAboutPerson();
  const visit = visitAt(day, visitId);
  const encounter = visit?.encounters.find((each) => each.id === id);
  if (!visit || !encounter)
    return (
      <Screen title={t('day.visit.unknown')}>
        <p>{t('day.visit.unknown.text')}</p>
      </Screen>
    );
  return (
    <Screen title={nameOf(visit)} back={to('visit', visit.id)}>
      <p className="row">
        <span className="fig">{t('day.number', { ticket: visit.ticket ?? '' })}</span>
        <span className="quiet">{[about(visit), specialtyName(t, encounter.specialty)].join(' · ')}</span>
        {isSigned(encounter) && <Badge tone="leaf">{t('day.encounter.signed')}</Badge>}
      </p>
      {visit.fields.allergy?.shown && (
        <Note tone="warn">
          <b>{t('day.allergy', { to: visit.fields.allergy.shown })}</b>
        </Note>
      )}
      <Ends visit={visit} />
      <Examine visit={visit} encounter={encounter} />
      <Photos visit={visit} encounter={encounter} />
      <Notes encounter={encounter} />
      {!visit.end && <EndButtons visit={visit} kinds={gravest} />}
    </Screen>
  );
}

type Form = { typed: Examination; type: (change: Partial<Examination>) => void };
type Written = Examination & { seen: string[] };

/** Writes the notes first and then the signature, which names exactly the notes that stand on the screen. */
function useWriting(encounter: Encounter, [typed, type, clear]: Draft<Written>) {
  const { store, act } = useWorkplace();
  const signer = useSigner();
  const now = () => visitAt(store.day, encounter.visit)?.encounters.find(({ id }) => id === encounter.id) ?? encounter;
  const write = async (): Promise<boolean> => {
    const standing = now();
    // What this device wrote just before it fell over is its own word, although the form had no time to learn of it.
    const own = standing.notes.filter(({ from }) => from.device === store.identity.device).map(({ from }) => from.id);
    const bodies = noteBodies(standing, typed, new Set([...typed.seen, ...own]));
    if (bodies.length === 0) return true;
    const written = await act(bodies);
    if (!written) return false;
    type({ seen: [...typed.seen, ...written.map(({ id }) => id)] });
    return true;
  };
  const sign = async (): Promise<boolean> => {
    if (!(await write())) return false;
    const notes = notesShown(now());
    const answeredFor = signer.answeredFor.trim() || null;
    const signed = { kind: 'encounter.signed', visit: encounter.visit, encounter: encounter.id } as const;
    const isWritten = await act([{ ...signed, clinician: signer.clinician, answeredFor, notes }]);
    if (isWritten) clear({ ...typed, seen: notes });
    return isWritten !== null;
  };
  return { write, sign };
}

/** In whose name it is signed, and by which right on this date. */
function useSigner() {
  const { plan, settings, date } = useWorkplace();
  return signerOf(plan, settings, date);
}

function Examine({ visit, encounter }: { visit: Visit; encounter: Encounter }) {
  const t = useT();
  const signer = useSigner();
  const [first] = useState((): Written => {
    const begun = examinationOf(encounter, visit.fields.complaint?.shown);
    return { ...begun, seen: notesShown(encounter) };
  });
  const draft = useDraft<Written>(`encounter ${encounter.id}`, first);
  const [typed, type] = draft;
  const { write, sign } = useWriting(encounter, draft);
  const [faults, setFaults] = useState<readonly SignFault[]>([]);
  const [said, say] = useState('');
  const save = async () => say((await write()) ? t('day.encounter.saved') : '');
  const trySigning = async () => {
    const found = signFaults(typed, signer);
    setFaults(found);
    if (found.length === 0 && (await sign())) say(t('day.encounter.signed.said'));
  };
  return (
    <div className="stack">
      <Complaint typed={typed} type={type} />
      <VitalFields typed={typed} type={type} />
      <Findings typed={typed} type={type} />
      <Decisions typed={typed} type={type} />
      <p className="hint">{t('day.typed_is_kept')}</p>
      <SignFaults faults={faults} />
      <div className="pair">
        <Button onClick={() => void save()}>{t('day.encounter.save')}</Button>
        <Button tone="primary" onClick={() => void trySigning()}>
          {t(isSigned(encounter) ? 'day.encounter.sign_more' : 'day.encounter.sign')}
        </Button>
      </div>
      <Signer />
      <output>{said}</output>
    </div>
  );
}

function Complaint({ typed, type }: Form) {
  const t = useT();
  return (
    <TextArea
      id="complaint"
      label={t('day.part.complaint')}
      value={typed.complaint}
      onChange={({ target }) => type({ complaint: target.value })}
    />
  );
}

/** In whose name it will be signed. */
function Signer() {
  const t = useT();
  const { plan } = useWorkplace();
  const { clinician, answeredFor } = useSigner();
  return (
    <p className="hint">
      {t('day.encounter.signer', { by: clinicianName(plan, clinician) })}{' '}
      {answeredFor ? t('day.encounter.answered', { by: clinicianName(plan, answeredFor) }) : ''}
    </p>
  );
}

function SignFaults({ faults }: { faults: readonly SignFault[] }) {
  const t = useT();
  if (faults.length === 0) return null;
  return (
    <Note tone="stop">
      {faults.map((fault) => (
        <p key={fault}>
          {t(`day.encounter.fault.${fault}`)}{' '}
          {fault === 'permission' && <a href={to('settings')}>{t('day.settings.title')}</a>}
        </p>
      ))}
    </Note>
  );
}

function Findings({ typed, type }: Form) {
  const t = useT();
  return (
    <>
      <TextArea
        id="finding"
        label={t('day.part.finding')}
        value={typed.finding}
        onChange={({ target }) => type({ finding: target.value })}
      />
      <IcdSearch typed={typed} type={type} />
      <TextField
        id="diagnosis"
        label={t('day.part.diagnosis')}
        autoComplete="off"
        value={typed.diagnosis}
        onChange={({ target }) => type({ diagnosis: target.value })}
      />
    </>
  );
}

function Decisions({ typed, type }: Form) {
  const t = useT();
  return (
    <>
      {(['treatment', 'operation', 'advice'] as const).map((part) => (
        <TextArea
          key={part}
          id={part}
          label={t(`day.part.${part}`)}
          value={typed[part]}
          onChange={({ target }) => type({ [part]: target.value })}
        />
      ))}
      <Choices
        name="nextStep"
        legend={t('day.part.nextStep')}
        value={typed.nextStep}
        options={nextSteps.map((value) => ({ value, label: t(`day.step.${value}`) }))}
        onChoose={(nextStep) => type({ nextStep })}
      />
    </>
  );
}
