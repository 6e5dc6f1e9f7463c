import {
  Action,
  Badge,
  Button,
  Card,
  EmptyState,
  LifecycleBar,
  LinkButton,
  Note,
  Pager,
  Progress,
  Rail,
  SelectField,
  StatusChip,
  statusKeys,
  TextArea,
  TextField,
  Toast,
} from '../index.ts';
import type { Sample } from './sample.ts';

/** Everything the staff application draws with, besides the public patterns. */
export function StaffGallery({ sample }: { sample: Sample }) {
  const { nav, sections, work, pager, title } = sample;
  return (
    <div className="shell">
      <Rail
        label={sections}
        items={nav.map((label, index) => ({ href: `#${index}`, label, current: index === 0, count: index * 4 }))}
      />
      <div className="main stack-l">
        <h1>{title}</h1>
        <Card>
          <LifecycleBar
            steps={work.steps.map((label, index) => ({ key: String(index), label }))}
            current="2"
            label={work.sentence}
            sentence={work.sentence}
          />
        </Card>
        <div className="cols side">
          <div className="stack-l">
            <Form sample={sample} />
            <Messages sample={sample} />
          </div>
          <Aside sample={sample} />
        </div>
        <Pager {...pager} previous={{ href: '#1', label: pager.previous }} next={{ href: '#3', label: pager.next }} />
      </div>
      <Toast message={work.done} undo={{ label: work.undo, onUndo: () => undefined }} />
    </div>
  );
}

function Form({ sample: { work, values, nav } }: { sample: Sample }) {
  const precisions = [values.day, values.unknown].map((label) => ({ value: label, label }));
  return (
    <Card level={2} title={nav[0]} aside={<Badge tone="sky">12</Badge>}>
      <form className="stack">
        <TextField
          id="name"
          label={work.nameLabel}
          hint={work.nameHint}
          defaultValue="Ақ-Добо"
          autoComplete="organization"
        />
        <TextField id="date" label={work.dateLabel} error={work.dateError} defaultValue="31 11 2026" />
        <SelectField id="precision" label={work.precision} options={precisions} />
        <TextArea id="why" label={work.rejectEffect} />
        <div className="row">
          <Button tone="primary" type="submit" shortcut="s">
            {work.save}
          </Button>
          <Button>{work.cancel}</Button>
          <Button tone="danger" shortcut="r">
            {work.reject}
          </Button>
          <Button small>{work.undo}</Button>
        </div>
      </form>
    </Card>
  );
}

function Messages({ sample: { work, status } }: { sample: Sample }) {
  return (
    <section className="stack" aria-label={work.info}>
      <Note>{work.info}</Note>
      <Note tone="warn">{work.warn}</Note>
      <Note tone="stop">{work.stop}</Note>
      <EmptyState
        level={2}
        title={work.emptyTitle}
        text={work.emptyText}
        action={<LinkButton href="#new">{work.emptyAction}</LinkButton>}
      />
      <p className="row">
        {statusKeys.map((key) => (
          <StatusChip key={key} status={key} label={status[key]} />
        ))}
      </p>
      <p className="row">
        {(['plain', 'line', 'sky', 'sun', 'leaf', 'clay'] as const).map((tone) => (
          <Badge key={tone} tone={tone}>
            {work.progress}
          </Badge>
        ))}
      </p>
    </section>
  );
}

function Aside({ sample: { work, heads } }: { sample: Sample }) {
  return (
    <aside className="stack" aria-label={heads.glance}>
      <Card level={2} title={work.steps[3]}>
        <div className="stack">
          <Action id="confirm" tone="primary" effect={work.confirmEffect}>
            {work.confirm}
          </Action>
          <Action id="reject" tone="danger" effect={work.rejectEffect}>
            {work.reject}
          </Action>
          <Action id="sign" unavailable effect={work.signEffect}>
            {work.sign}
          </Action>
        </div>
      </Card>
      <Progress label={work.progress} value={7} max={19} text={<b>{work.progress}</b>} />
    </aside>
  );
}
