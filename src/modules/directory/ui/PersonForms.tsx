import type { FormEvent, ReactNode } from 'react';
import { Button, Note, TextArea } from '../../../design/index.ts';
import { useT } from '../../../platform/i18n/react.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import { type Draft, useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { changedOf } from './changed.ts';
import { directoryApi } from './client.ts';
import { NameFields } from './NameFields.tsx';
import { linesOf, namesOf, noNames, typedOf } from './names.ts';
import { PostFields } from './PostFields.tsx';
import { noPost, postOf, postTyped } from './postTyped.ts';
import type { PersonPage, Post } from './types.ts';

type FrameProps = {
  title: string;
  draft: Pick<Draft<Record<string, unknown>>, 'wasKept'>;
  error: Error | null;
  isSending: boolean;
  submit: () => void;
  close: () => void;
  children: ReactNode;
};

/** A form with what went wrong, what was kept, and its two buttons. */
function Form({ title, draft, error, isSending, submit, close, children }: FrameProps) {
  const t = useT();
  const press = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  return (
    <form className="card stack" onSubmit={press} aria-label={title}>
      <h2 className="minor">{title}</h2>
      {draft.wasKept && <Note>{t('web.draft_kept')}</Note>}
      <ErrorNote error={error} typed />
      {children}
      <div className="row">
        <Button type="submit" tone="primary" unavailable={isSending}>
          {t(isSending ? 'phrase.saving' : 'action.save')}
        </Button>
        <Button onClick={close}>{t('action.cancel')}</Button>
      </div>
    </form>
  );
}

type Done = { done: () => void; close: () => void };
const nobody = { names: noNames, post: noPost };

/** Registers an office holder with the first post that is known. */
export function RegisterPerson({ done, close }: Done) {
  const t = useT();
  const draft = useDraft('person', nobody);
  const { names, post } = draft.values;
  const { send, isSending, error } = useSend(directoryApi.registerPerson.call, () => {
    draft.clear();
    done();
  });
  const submit = () => send({ names: namesOf(names), ...(post.organisation !== '' && { post: postOf(post) }) });
  return (
    <Form title={t('directory.ui.person.register')} {...{ draft, error, isSending, submit, close }}>
      <NameFields
        id="person-name"
        legend={t('directory.ui.person.name')}
        values={names}
        set={(changed) => draft.set({ names: changed })}
        error={faultAt(error, '/names')}
      />
      <PostFields
        id="person-post"
        values={post}
        set={(changed) => draft.set({ post: { ...post, ...changed } })}
        fault={(field) => faultAt(error, `/post/${field}`)}
      />
    </Form>
  );
}

/** Changes what somebody is called. */
export function EditPerson({ page, done, close }: Done & { page: PersonPage }) {
  const t = useT();
  const began = { names: page.names, aliases: page.aliases };
  const typed = { names: typedOf(page.names), aliases: page.aliases.join('\n') };
  const draft = useDraft(`person.${page.id}`, { ...typed, began });
  const { names, aliases } = draft.values;
  const { send, isSending, error } = useSend(directoryApi.changePerson.call, () => {
    draft.clear();
    done();
  });
  const { id, version } = page;
  const entered = { names: namesOf(names), aliases: linesOf(aliases) };
  const submit = () => send({ id, version, ...changedOf(draft.values.began, entered) });
  return (
    <Form title={t('directory.ui.edit')} {...{ draft, error, isSending, submit, close }}>
      <NameFields
        id="person-name"
        legend={t('directory.ui.person.name')}
        values={names}
        set={(changed) => draft.set({ names: changed })}
        error={faultAt(error, '/names')}
      />
      <TextArea
        id="person-aliases"
        label={t('directory.ui.aliases')}
        hint={t('directory.ui.aliases_hint')}
        error={faultAt(error, '/aliases')}
        rows={3}
        value={aliases}
        onChange={(event) => draft.set({ aliases: event.target.value })}
      />
    </Form>
  );
}

/** Gives somebody one more post. */
export function AddPost({ person, done, close }: Done & { person: string }) {
  const t = useT();
  const draft = useDraft(`post.${person}`, noPost);
  const { send, isSending, error } = useSend(directoryApi.addPost.call, () => {
    draft.clear();
    done();
  });
  const submit = () => send({ id: person, post: postOf(draft.values) });
  return (
    <Form title={t('directory.ui.post.add')} {...{ draft, error, isSending, submit, close }}>
      <PostFields id="post" values={draft.values} set={draft.set} fault={(field) => faultAt(error, `/post/${field}`)} />
    </Form>
  );
}

/** Changes a post, or takes it out where it was entered wrongly. */
export function EditPost({ post, done, close }: Done & { post: Post }) {
  const t = useT();
  const draft = useDraft(`post.${post.id}`, postTyped(post));
  const { send, isSending, error } = useSend(directoryApi.changePost.call, () => {
    draft.clear();
    done();
  });
  const at = { id: post.id, version: post.version };
  return (
    <Form
      title={t('directory.ui.post.edit')}
      {...{ draft, error, isSending, close }}
      submit={() => send({ ...at, post: postOf(draft.values) })}
    >
      <PostFields
        id={`post-${post.id}`}
        values={draft.values}
        set={draft.set}
        fault={(field) => faultAt(error, `/post/${field}`)}
      />
      <p>
        <Button tone="danger" small unavailable={isSending} onClick={() => send({ ...at, post: null })}>
          {t('directory.ui.post.remove')}
        </Button>
      </p>
    </Form>
  );
}
