-- The ledger's verbs. Each is one statement for the caller and one lock on the customer's row.

create function ledger_open_hold(
  p_hold_id text, p_ledger_account text, p_amount bigint, p_job_id text, p_expires_in_seconds int
) returns boolean language plpgsql as $$
begin
  update ledger_account set held = held + p_amount
   where id = p_ledger_account and posted - held >= p_amount;
  if not found then return false; end if;
  insert into hold (id, ledger_account_id, job_id, amount, expires_at)
  values (p_hold_id, p_ledger_account, p_job_id, p_amount,
          now() + p_expires_in_seconds * interval '1 second');
  return true;
end $$;
--> statement-breakpoint
-- Double entry: what leaves `p_from` arrives at `p_to`.
create function ledger_post(
  p_kind text, p_reference text, p_hold_id text, p_job_id text, p_description text,
  p_from text, p_to text, p_amount bigint
) returns void language plpgsql as $$
declare v_transaction bigint;
begin
  insert into ledger_transaction (kind, reference, hold_id, job_id, description)
  values (p_kind, p_reference, p_hold_id, p_job_id, p_description)
  returning id into v_transaction;
  insert into ledger_entry (transaction_id, ledger_account_id, amount)
  values (v_transaction, p_from, -p_amount), (v_transaction, p_to, p_amount);
end $$;
--> statement-breakpoint
create function ledger_settle_hold(p_hold_id text, p_amount bigint, p_description text)
returns text language plpgsql as $$
declare v_hold hold; v_kind text;
begin
  select * into v_hold from hold where id = p_hold_id;
  if not found then raise exception 'there is no hold %', p_hold_id; end if;
  if p_amount <= 0 or p_amount > v_hold.amount then
    raise exception 'hold % of % can not be settled with %', p_hold_id, v_hold.amount, p_amount;
  end if;
  insert into hold_resolution (hold_id, kind, amount) values (p_hold_id, 'settle', p_amount)
  on conflict (hold_id) do nothing;
  if not found then
    select kind into v_kind from hold_resolution where hold_id = p_hold_id;
    return case v_kind when 'settle' then 'already_settled' else 'already_released' end;
  end if;
  update ledger_account set posted = posted - p_amount, held = held - v_hold.amount
   where id = v_hold.ledger_account_id;
  perform ledger_post('settle', null, p_hold_id, v_hold.job_id, p_description,
                      v_hold.ledger_account_id, 'platform:revenue', p_amount);
  return 'settled';
end $$;
--> statement-breakpoint
create function ledger_release_hold(p_hold_id text) returns text language plpgsql as $$
declare v_hold hold; v_kind text;
begin
  select * into v_hold from hold where id = p_hold_id;
  if not found then raise exception 'there is no hold %', p_hold_id; end if;
  insert into hold_resolution (hold_id, kind, amount) values (p_hold_id, 'release', 0)
  on conflict (hold_id) do nothing;
  if not found then
    select kind into v_kind from hold_resolution where hold_id = p_hold_id;
    return case v_kind when 'settle' then 'already_settled' else 'already_released' end;
  end if;
  update ledger_account set held = held - v_hold.amount where id = v_hold.ledger_account_id;
  return 'released';
end $$;
--> statement-breakpoint
create function ledger_grant(p_ledger_account text, p_amount bigint, p_description text, p_reference text)
returns boolean language plpgsql as $$
begin
  if p_amount <= 0 then raise exception 'a grant must be above zero, got %', p_amount; end if;
  -- The row lock also makes two grants with one reference take turns.
  update ledger_account set posted = posted + p_amount where id = p_ledger_account;
  if not found then raise exception 'there is no ledger account %', p_ledger_account; end if;
  perform ledger_post('grant', p_reference, null, null, p_description,
                      'platform:granted', p_ledger_account, p_amount);
  return true;
exception when unique_violation then
  return false;
end $$;
--> statement-breakpoint
-- A vendor may have charged us for nothing: the loss stays in view.
create function ledger_book_loss(p_orphan_id text, p_job_id text, p_amount bigint, p_description text)
returns void language plpgsql as $$
begin
  perform ledger_post('vendor_loss', 'orphan:' || p_orphan_id, null, p_job_id, p_description,
                      'platform:vendor_loss', 'platform:vendor_payable', p_amount);
end $$;
--> statement-breakpoint
insert into ledger_account (id) values
  ('platform:granted'), ('platform:revenue'), ('platform:vendor_loss'), ('platform:vendor_payable');
--> statement-breakpoint
-- Guards that hold whatever the code above them does.

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append only', tg_table_name;
end $$;
--> statement-breakpoint
create trigger ledger_entry_append_only before update or delete on ledger_entry
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger ledger_transaction_append_only before update or delete on ledger_transaction
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger hold_resolution_append_only before update or delete on hold_resolution
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger job_event_append_only before update on job_event
  for each row execute function refuse_change();
--> statement-breakpoint
create function guard_ended_job() returns trigger language plpgsql as $$
begin
  if (new.state, new.error_code, new.error_message, new.charged, new.finished_at, new.event_sequence)
     is distinct from
     (old.state, old.error_code, old.error_message, old.charged, old.finished_at, old.event_sequence) then
    raise exception 'job % has ended as %: its end can not change', old.id, old.state;
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger job_end_is_final before update on job
  for each row when (old.finished_at is not null) execute function guard_ended_job();
--> statement-breakpoint
create function guard_vendor_task_id() returns trigger language plpgsql as $$
begin
  raise exception 'attempt % already has a vendor task', old.id;
end $$;
--> statement-breakpoint
create trigger vendor_task_id_written_once before update on attempt
  for each row when (old.vendor_task_id is not null and new.vendor_task_id is distinct from old.vendor_task_id)
  execute function guard_vendor_task_id();
--> statement-breakpoint
-- A hint for listeners; the table is the truth. The first event has no listener yet.
create function announce_job_event() returns trigger language plpgsql as $$
begin
  perform pg_notify('jointo_job_event', new.job_id);
  return null;
end $$;
--> statement-breakpoint
create trigger job_event_announced after insert on job_event
  for each row when (new.sequence > 1) execute function announce_job_event();
--> statement-breakpoint
-- One delivery for each receiver that wants this event, in the transaction of what happened. Returns their ids:
-- each needs a tick.
create function webhook_fan_out(
  p_account_id text, p_event_id text, p_type text, p_payload text, p_job_id text, p_sequence int
) returns setof text language sql as $$
  insert into webhook_delivery
    (id, account_id, endpoint_id, url, lane, event_id, event_type, job_id, sequence, payload)
  select 'whd_' || replace(gen_random_uuid()::text, '-', ''), p_account_id, receiver.endpoint_id, receiver.url,
         receiver.lane, p_event_id, p_type, p_job_id, p_sequence, p_payload
    from (
      select e.id as endpoint_id, null::text as url, e.id as lane from webhook_endpoint e
       where e.account_id = p_account_id and e.deleted_at is null and e.disabled_at is null
         and (p_type = any (e.events) or '*' = any (e.events))
      union all
      select null, w.url, w.lane from job_webhook w where w.job_id = p_job_id
    ) receiver
  returning id
$$;
--> statement-breakpoint
-- The only way to write an event of a job: what listeners replay, and what webhooks deliver.
create function record_job_event(
  p_job_id text, p_account_id text, p_sequence int, p_type text, p_data jsonb
) returns setof text language sql as $$
  insert into job_event (job_id, sequence, type, data) values (p_job_id, p_sequence, p_type, p_data);
  select webhook_fan_out(
    p_account_id, 'evt_' || substr(p_job_id, 5) || '_' || p_sequence, p_type,
    json_build_object(
      'type', p_type,
      'timestamp', to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'data', p_data)::text,
    p_job_id, p_sequence)
$$;
