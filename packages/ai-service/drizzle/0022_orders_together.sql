-- Orders of jobs that go together, those of one account beside each other. An account whose row somebody else holds is left out, and its
-- orders answer with null: nobody waits for another customer's row. One that is the only one waits for its row.
create function job_accept_of_several(p_orders json, p_deadline_seconds int, p_waits boolean)
returns table (outcome text, job_id text, fingerprint text, created_at timestamptz, deadline_at timestamptz, deliveries int)
language plpgsql as $$
#variable_conflict use_column
declare v_order record; v_account text; v_is_ours boolean;
begin
  if p_waits then
    perform from ledger_account where id = 'customer:' || (p_orders -> 0 ->> 'account_id') for no key update;
  end if;
  -- From here on rows are held, and for longer than a moment nobody may be waited for: a rival with the same key may wait for these rows.
  perform set_config('lock_timeout', '10ms', true);
  for v_order in
    select * from json_to_recordset(p_orders) as o (
      job_id text, account_id text, hold_id text, kind text, provider text, model text, priority int, metadata jsonb, quoted bigint,
      quote_lines jsonb, input jsonb, provider_options jsonb, event jsonb, route text, key text, fingerprint text,
      webhook_url text, webhook_lane text, trace_parent text)
  loop
    if v_account is distinct from v_order.account_id then
      v_account := v_order.account_id;
      perform from ledger_account where id = 'customer:' || v_account for no key update skip locked;
      v_is_ours := found or p_waits;
    end if;
    outcome := null;
    if v_is_ours then
      perform set_config('jointo.trace_parent', coalesce(v_order.trace_parent, ''), true);
      begin
        select a.outcome, a.job_id, a.fingerprint, a.created_at, a.deadline_at, a.deliveries
          into outcome, job_id, fingerprint, created_at, deadline_at, deliveries
          from job_accept(v_order.job_id, v_order.account_id, v_order.hold_id, v_order.kind, v_order.provider, v_order.model,
                          v_order.priority, v_order.metadata, v_order.quoted, v_order.quote_lines, p_deadline_seconds, v_order.input,
                          v_order.provider_options, v_order.event, v_order.route, v_order.key, v_order.fingerprint,
                          v_order.webhook_url, v_order.webhook_lane) as a;
      exception
        when sqlstate 'JT402' then outcome := 'cannot_pay';
        when lock_not_available then outcome := 'alone';
      end;
    end if;
    return next;
  end loop;
end $$;
