-- The queue's own row, as `send` of pg-boss writes it: a test holds the two against each other. Without its NOTIFY: that would
-- make all commits take turns, so whoever wants somebody to look at once says so after the commit (`queue.wake`).
create function queue_tick(p_queue text, p_id text, p_after_seconds int default 0) returns void language plpgsql as $$
begin
  insert into pgboss.job_common
    (id, name, data, priority, start_after, created_on, expire_seconds, deletion_seconds, keep_until, retry_limit, retry_delay,
     retry_backoff, retry_delay_max, policy, dead_letter, heartbeat_seconds, blocked, blocking, pending_dependencies)
  select gen_random_uuid(), q.name, jsonb_build_object('id', p_id), 0, now() + p_after_seconds * interval '1 second', now(),
         q.expire_seconds, q.deletion_seconds,
         now() + p_after_seconds * interval '1 second' + q.retention_seconds * interval '1 second', q.retry_limit, q.retry_delay,
         q.retry_backoff, q.retry_delay_max, q.policy, q.dead_letter, q.heartbeat_seconds, false, false, 0
    from pgboss.queue q where q.name = p_queue;
  if not found then raise exception 'there is no queue %', p_queue; end if;
end $$;
--> statement-breakpoint
-- An event of a job with everything that must come with it: its deliveries, and an alarm for each. Returns how many.
create function tell_job_event(
  p_job_id text, p_account_id text, p_sequence int, p_type text, p_data jsonb
) returns int language plpgsql as $$
declare v_deliveries int := 0;
begin
  -- Most accounts have no receiver: then there is nothing to write but the event.
  if exists (select from webhook_endpoint where account_id = p_account_id)
     or exists (select from job_webhook where job_id = p_job_id) then
    select count(queue_tick('deliver', delivery)) into v_deliveries
      from record_job_event(p_job_id, p_account_id, p_sequence, p_type, p_data) as delivery;
  else
    insert into job_event (job_id, sequence, type, data) values (p_job_id, p_sequence, p_type, p_data);
  end if;
  return v_deliveries;
end $$;
--> statement-breakpoint
-- Also holds the account to what it may spend in a day.
create or replace function ledger_open_hold(
  p_hold_id text, p_ledger_account text, p_amount bigint, p_job_id text, p_expires_in_seconds int
) returns boolean language plpgsql as $$
begin
  update ledger_account set held = held + p_amount
   where id = p_ledger_account and posted - held >= p_amount
     and (daily_limit is null or ledger_spent_today(ledger_account) + held + p_amount <= daily_limit);
  if not found then return false; end if;
  insert into hold (id, ledger_account_id, job_id, amount, expires_at)
  values (p_hold_id, p_ledger_account, p_job_id, p_amount, now() + p_expires_in_seconds * interval '1 second');
  return true;
end $$;
--> statement-breakpoint
create function ledger_spent_today(p_account ledger_account) returns bigint language sql stable as $$
  -- Later than today: whoever began before midnight waited for somebody who began after it.
  select case when p_account.spent_on >= (now() at time zone 'utc')::date then p_account.spent_today else 0 end
$$;
--> statement-breakpoint
create or replace function ledger_settle_hold(p_hold_id text, p_amount bigint, p_description text)
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
  update ledger_account a
     set posted = posted - p_amount, held = held - v_hold.amount,
         spent_today = ledger_spent_today(a) + p_amount, spent_on = greatest(a.spent_on, (now() at time zone 'utc')::date)
   where id = v_hold.ledger_account_id;
  perform ledger_post('settle', null, p_hold_id, v_hold.job_id, p_description,
                      v_hold.ledger_account_id, 'platform:revenue', p_amount);
  return 'settled';
end $$;
--> statement-breakpoint
-- Accepts a job, all of it or nothing: key, hold, job, input, address, first event, alarm. One statement for the caller.
-- `outcome` is `accepted`, or `replay` with the job that the key belongs to; raises JT402 when the account has not enough.
create function job_accept(
  p_job_id text, p_account_id text, p_hold_id text, p_kind text, p_provider text, p_model text, p_priority int,
  p_metadata jsonb, p_quoted bigint, p_quote_lines jsonb, p_deadline_seconds int, p_input jsonb, p_provider_options jsonb,
  p_event jsonb, p_route text, p_key text, p_fingerprint text, p_webhook_url text, p_webhook_lane text,
  out outcome text, out job_id text, out fingerprint text, out created_at timestamptz, out deadline_at timestamptz,
  out deliveries int
) language plpgsql as $$
#variable_conflict use_column
begin
  if p_key is not null then
    -- Waits for a rival that is not decided yet.
    insert into idempotency_key (account_id, route, key, fingerprint, job_id)
    values (p_account_id, p_route, p_key, p_fingerprint, p_job_id) on conflict do nothing;
    if not found then
      outcome := 'replay';
      select k.job_id, k.fingerprint into job_accept.job_id, job_accept.fingerprint from idempotency_key k
       where k.account_id = p_account_id and k.route = p_route and k.key = p_key;
      return;
    end if;
  end if;
  insert into hold (id, ledger_account_id, job_id, amount) values (p_hold_id, 'customer:' || p_account_id, p_job_id, p_quoted);
  insert into job (id, account_id, kind, provider, model, state, priority, event_sequence, metadata, quoted, quote_lines, hold_id,
                   deadline_at)
  values (p_job_id, p_account_id, p_kind, p_provider, p_model, 'queued', p_priority, 1, p_metadata, p_quoted, p_quote_lines,
          p_hold_id, now() + p_deadline_seconds * interval '1 second')
  returning job.created_at, job.deadline_at into job_accept.created_at, job_accept.deadline_at;
  insert into job_input (job_id, input, provider_options) values (p_job_id, p_input, p_provider_options);
  if p_webhook_url is not null then
    insert into job_webhook (job_id, url, lane) values (p_job_id, p_webhook_url, p_webhook_lane);
  end if;
  deliveries := tell_job_event(p_job_id, p_account_id, 1, 'job.queued', p_event);
  perform queue_tick('submit', p_job_id);
  -- Last: the account's row is the one that many want to lock.
  update ledger_account set held = held + p_quoted
   where id = 'customer:' || p_account_id and posted - held >= p_quoted
     and (daily_limit is null or ledger_spent_today(ledger_account) + held + p_quoted <= daily_limit);
  if not found then raise exception 'account % can not pay % now', p_account_id, p_quoted using errcode = 'JT402'; end if;
  outcome := 'accepted';
  job_id := p_job_id;
  fingerprint := p_fingerprint;
end $$;
--> statement-breakpoint
-- Whatever moves a job, the count of its account's jobs in hand follows. At the end of the transaction: its row is a hot one.
create function in_flight(p_state text) returns boolean language sql immutable as $$
  select p_state in ('submitting', 'submit_unknown', 'running', 'storing')
$$;
--> statement-breakpoint
create function count_account_load() returns trigger language plpgsql as $$
begin
  insert into account_load as l (account_id, in_flight)
  values (new.account_id, case when in_flight(new.state) then 1 else -1 end)
  on conflict (account_id) do update set in_flight = l.in_flight + excluded.in_flight;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger job_counts_as_load after update of state on job
  deferrable initially deferred for each row
  when (in_flight(old.state) is distinct from in_flight(new.state)) execute function count_account_load();
--> statement-breakpoint
create constraint trigger new_job_counts_as_load after insert on job
  deferrable initially deferred for each row when (in_flight(new.state)) execute function count_account_load();
--> statement-breakpoint
insert into account_load (account_id, in_flight)
select account_id, count(*) from job where in_flight(state) group by account_id;
