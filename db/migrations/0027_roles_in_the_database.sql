-- What a role may, once more: a viewer writes nothing, and a token nothing that its scopes do not say, even by SQL in the
-- application's name. The policies of each table say whose rows they are; these narrow that to who may write at all. They are
-- for writing alone, and each asks once for a statement, so reading a list costs nothing more.

-- Whether the actor stands on a rung of the ladder or, being the token of another system, holds one of these scopes.
create function actor_may(rung text, scopes text[]) returns boolean stable language sql
  return case when actor_fact('token') is null then actor_reaches(rung)
              else coalesce(actor_fact('scopes')::jsonb ?| scopes, false) end;

do $$
declare
  -- Rung and scopes by which each table may be written. A claim, a document and a ground follow the modules that rest on
  -- them: who enters a meeting accepts its claims.
  rule record;
  name text;
  command text;
begin
  for rule in select * from (values
    ('officer',
     '{documents.write,accords.write,accords.publish,instruments.write,instruments.publish,meetings.write,meetings.publish}'::text[],
     '{source_document,document_content,document_release,document_band,claim,ground}'::text[]),
    ('officer',
     '{accords.write,accords.confirm,accords.publish,meetings.write,meetings.publish,instruments.write,instruments.publish}',
     '{commitment,delivery,assessment,capacity,confirmation,settlement,settled_delivery,correction,dispute,publication_request}'),
    ('officer', '{meetings.write,meetings.approve,meetings.publish}',
     '{meeting,meeting_participant,meeting_point,meeting_document,minutes_version,brief,brief_version}'),
    ('officer', '{instruments.write,instruments.publish}',
     '{instrument,instrument_step,instrument_version,instrument_document,signatory,article}'),
    ('officer', '{rates.write}', '{rate_import,rate}'),
    -- An answer speaks in the name of an organisation; the directory is common to all.
    ('coordinator', '{accords.publish}', '{answer}'),
    ('coordinator', '{directory.write}', '{organisation,partnership,side,side_organisation,person,post}')
  ) as rules (rung, scopes, tables) loop
    foreach name in array rule.tables loop
      execute format('create policy written_by_role on %I as restrictive for insert to yntymaq_app
        with check ((select actor_may(%L, %L)))', name, rule.rung, rule.scopes);
      foreach command in array array['update', 'delete'] loop
        execute format('create policy %I on %I as restrictive for %s to yntymaq_app
          using ((select actor_may(%L, %L)))', command || 'd_by_role', name, command, rule.rung, rule.scopes);
      end loop;
    end loop;
  end loop;
end $$;

-- Showing something to others takes a coordinator; taking it back to the own side does not. A policy does not see the row as it was
-- before, so the widening of a row is asked by a trigger.
create function refuse_showing() returns trigger language plpgsql as $$
begin
  if current_user = 'yntymaq_app' and not actor_may('coordinator', tg_argv[0]::text[]) then
    raise exception 'shown to others by whoever may publish' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

do $$
declare
  rule record;
  name text;
begin
  for rule in select * from (values
    ('{accords.publish,instruments.publish,meetings.publish}'::text[], '{claim,source_document}'::text[]),
    ('{accords.publish}', '{commitment,delivery,assessment,capacity,dispute,correction}'),
    ('{instruments.publish}', '{instrument}'),
    ('{meetings.publish}', '{meeting}')
  ) as rules (scopes, tables) loop
    foreach name in array rule.tables loop
      execute format('create policy shown_by_role on %I as restrictive for insert to yntymaq_app
        with check (visibility = ''own_side'' or (select actor_may(''coordinator'', %L)))', name, rule.scopes);
      execute format('create trigger shown_by_role before update of visibility on %I for each row
        when (new.visibility is distinct from old.visibility and new.visibility <> ''own_side'') execute function refuse_showing(%L)', name, rule.scopes);
    end loop;
  end loop;
end $$;
