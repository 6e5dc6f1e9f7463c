-- Answers kept for repeated requests may hold a patient's data: they lie sealed under a key of their day, which is destroyed
-- with it. Those of before are still answered with until their day is over; none is written any more.
alter table idempotency add column sealed bytea;
alter table idempotency add column day date;
alter table idempotency add check ((sealed is null) = (day is null));
revoke update (response) on idempotency from yntymaq_app;
grant update (sealed, day) on idempotency to yntymaq_app;

-- Whose files these are, for those who seal what was kept before files were sealed.
create function owners_of_files(addresses text[]) returns table (address text, owner uuid) stable language sql
  security definer set search_path = public, pg_temp
  begin atomic select f.address, f.owner_organisation from file f where f.address = any (addresses); end;
revoke all on function owners_of_files(text[]) from public;
grant execute on function owners_of_files(text[]) to yntymaq_worker;
