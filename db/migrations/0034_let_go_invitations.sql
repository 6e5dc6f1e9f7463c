-- Lets go the organisation's invitations that were accepted, revoked or past their day before that moment.
create function let_go_invitations(of_organisation uuid, before timestamptz) returns integer language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  gone integer;
begin
  if actor_service() is distinct from 'applyRetention' then
    raise exception 'only the job that applies retention lets go' using errcode = '42501';
  end if;
  with let_go as (
    delete from invitation i
      where i.organisation_id = of_organisation and coalesce(i.accepted_at, i.revoked_at, i.expires_at) < before
      returning i.id
  )
  insert into event (id, at, service, owner_organisation, visibility, is_demo, subject, subject_id, action, fields)
    select gen_random_uuid(), now(), 'applyRetention', of_organisation, 'own_side', o.is_demo, 'invitation', l.id, 'letGo', '{}'
    from let_go l join organisation o on o.id = of_organisation;
  get diagnostics gone = row_count;
  return gone;
end $$;
revoke all on function let_go_invitations(uuid, timestamptz) from public;
grant execute on function let_go_invitations(uuid, timestamptz) to yntymaq_worker;
