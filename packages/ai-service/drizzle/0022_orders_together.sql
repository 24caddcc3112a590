-- Accepts orders of jobs, those of one account beside each other, each as `job_accept` did: that one is left for processes of the version
-- before. An account whose row somebody else holds is left out, and its orders answer with null: nobody waits for another customer's
-- row. With `p_waits` there is one account, which waits for its own. `key_under_way`: one of those processes has the first request.
create function job_accept_together(p_orders json, p_deadline_seconds int, p_waits boolean)
returns table (outcome text, job_id text, fingerprint text, created_at timestamptz, deadline_at timestamptz, deliveries int)
language plpgsql as $$
#variable_conflict use_column
declare
  v_order record; v_account text; v_is_ours boolean; v_is_new boolean;
  v_left bigint; v_held bigint := 0; -- of the account whose orders they are
  v_lock_timeout text; v_key_timeout text := '10ms';
begin
  if p_waits then
    perform from ledger_account where id = 'customer:' || (p_orders -> 0 ->> 'account_id') for no key update;
  end if;
  -- Rows of several customers are held from here on: whatever else somebody has must not keep them for long.
  if not p_waits then perform set_config('lock_timeout', v_key_timeout, true); end if;
  v_lock_timeout := current_setting('lock_timeout');
  for v_order in
    select * from json_to_recordset(p_orders) as o (
      job_id text, account_id text, hold_id text, kind text, provider text, model text, priority int, metadata jsonb, quoted bigint,
      quote_lines jsonb, input jsonb, provider_options jsonb, event jsonb, route text, key text, fingerprint text,
      webhook_url text, webhook_lane text, trace_parent text)
  loop
    if v_account is distinct from v_order.account_id then
      update ledger_account set held = held + v_held where id = 'customer:' || v_account and v_held > 0;
      v_held := 0;
      v_account := v_order.account_id;
      select a.posted - a.held - greatest(0, a.posted - a.daily_limit + ledger_spent_today(a)) into v_left
        from ledger_account a where a.id = 'customer:' || v_account for no key update skip locked;
      v_is_ours := found or p_waits;
    end if;
    outcome := null;
    if v_is_ours then
      v_is_new := true;
      if v_order.key is not null then
        begin
          -- Whoever has the key may wait for the account's row.
          perform set_config('lock_timeout', v_key_timeout, true);
          insert into idempotency_key (account_id, route, key, fingerprint, job_id)
          values (v_account, v_order.route, v_order.key, v_order.fingerprint, v_order.job_id) on conflict do nothing;
          v_is_new := found;
          perform set_config('lock_timeout', v_lock_timeout, true);
        exception when lock_not_available then
          v_is_new := null;
          -- Fifty such waits would be a long one.
          v_key_timeout := '1ms';
        end;
      end if;
      if v_is_new is null then
        outcome := 'key_under_way';
      elsif not v_is_new then
        outcome := 'replay';
        select k.job_id, k.fingerprint into job_id, fingerprint from idempotency_key k
         where k.account_id = v_account and k.route = v_order.route and k.key = v_order.key;
      elsif v_order.quoted <= v_left then
        outcome := 'accepted';
        job_id := v_order.job_id;
        fingerprint := v_order.fingerprint;
        v_left := v_left - v_order.quoted;
        v_held := v_held + v_order.quoted;
        perform set_config('jointo.trace_parent', coalesce(v_order.trace_parent, ''), true);
        insert into hold (id, ledger_account_id, job_id, amount)
        values (v_order.hold_id, 'customer:' || v_account, v_order.job_id, v_order.quoted);
        insert into job (id, account_id, kind, provider, model, state, priority, event_sequence, metadata, quoted, quote_lines, hold_id,
                         deadline_at)
        values (v_order.job_id, v_account, v_order.kind, v_order.provider, v_order.model, 'queued', v_order.priority, 1,
                v_order.metadata, v_order.quoted, v_order.quote_lines, v_order.hold_id,
                now() + p_deadline_seconds * interval '1 second')
        returning job.created_at, job.deadline_at into created_at, deadline_at;
        insert into job_input (job_id, input, provider_options)
        values (v_order.job_id, v_order.input, v_order.provider_options);
        if v_order.webhook_url is not null then
          insert into job_webhook (job_id, url, lane) values (v_order.job_id, v_order.webhook_url, v_order.webhook_lane);
        end if;
        deliveries := tell_job_event(v_order.job_id, v_account, 1, 'job.queued', v_order.event);
        perform queue_tick('submit', v_order.job_id);
      else
        outcome := 'cannot_pay';
        delete from idempotency_key k where k.account_id = v_account and k.route = v_order.route and k.key = v_order.key;
      end if;
    end if;
    return next;
  end loop;
  update ledger_account set held = held + v_held where id = 'customer:' || v_account and v_held > 0;
end $$;
