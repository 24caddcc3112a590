-- The calls of several accounts that take a turn together, each account by the functions for one. An account whose row somebody else
-- holds is left out, and its calls answer with null: nobody waits for another customer's row.

-- The look of `vendor_lets_in` that never waits: null where only a count under its lock can tell.
create function vendor_lets_in_at_once(p_provider text, p_amount bigint, p_most_at_risk bigint) returns boolean
language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare v_risk bigint;
begin
  -- One that is only throttled says so itself to whoever calls it.
  if exists (select from vendor_state where provider = p_provider and paused_until > now() and reason <> 'throttled') then
    return false;
  end if;
  if p_amount = 0 or p_most_at_risk is null then return true; end if;
  select at_risk into v_risk from vendor_risk
   where provider = p_provider and counted_at > clock_timestamp() - interval '1 second';
  if not found then
    perform from vendor_risk where provider = p_provider for no key update skip locked;
    if found then
      update vendor_risk set at_risk = vendor_at_risk(p_provider), counted_at = clock_timestamp() where provider = p_provider
      returning at_risk into v_risk;
    else
      -- Somebody else is counting.
      select at_risk into v_risk from vendor_risk where provider = p_provider;
      if not found then
        v_risk := vendor_at_risk(p_provider);
        -- Who inserts what somebody else is inserting waits for his end.
        if pg_try_advisory_xact_lock(hashtext('jointo:risk-row:' || p_provider)) then
          insert into vendor_risk (provider, at_risk, counted_at) values (p_provider, v_risk, clock_timestamp())
          on conflict do nothing;
        end if;
      end if;
    end if;
  end if;
  return case when (v_risk + p_amount) * 5 <= p_most_at_risk * 4 and p_amount * 100 <= p_most_at_risk then true end;
end $$;
--> statement-breakpoint
create or replace function vendor_lets_in(p_provider text, p_amount bigint, p_most_at_risk bigint) returns boolean
language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare v_risk bigint; v_lets_in boolean := vendor_lets_in_at_once(p_provider, p_amount, p_most_at_risk);
begin
  if v_lets_in is not null then return v_lets_in; end if;
  perform pg_advisory_xact_lock(hashtext('jointo:risk:' || p_provider));
  v_risk := vendor_at_risk(p_provider);
  return v_risk < p_most_at_risk and (v_risk = 0 or v_risk + p_amount <= p_most_at_risk);
end $$;
--> statement-breakpoint
create function ledger_open_calls_of_several(
  p_account_ids text[], p_ledger_accounts text[], p_lease_seconds int, p_most_open int,
  p_ids text[], p_amounts bigint[], p_kinds text[], p_providers text[], p_models text[], p_most_at_risk bigint default null
) returns setof text language plpgsql as $$
declare v_first int := 1; v_last int; v_count int := cardinality(p_ids);
begin
  while v_first <= v_count loop
    v_last := v_first;
    while v_last < v_count and p_account_ids[v_last + 1] = p_account_ids[v_first] loop v_last := v_last + 1; end loop;
    -- Whoever has to wait for a count, or is refused by it, does so alone.
    perform from ledger_account
      where id = p_ledger_accounts[v_first] and not exists (
        select from unnest(p_providers[v_first:v_last], p_amounts[v_first:v_last]) as c(provider, amount)
         group by c.provider
        having vendor_lets_in_at_once(c.provider, sum(c.amount)::bigint, p_most_at_risk) is not true)
        for no key update skip locked;
    if found then
      return query
        select ledger_open_calls(p_account_ids[v_first], p_ledger_accounts[v_first], p_lease_seconds, p_most_open,
                                 p_ids[v_first:v_last], p_amounts[v_first:v_last], p_kinds[v_first:v_last],
                                 p_providers[v_first:v_last], p_models[v_first:v_last]);
    else
      return query select null::text from generate_series(v_first, v_last);
    end if;
    v_first := v_last + 1;
  end loop;
end $$;
--> statement-breakpoint
create or replace function ledger_close_call(
  p_id text, p_charge bigint, p_description text, p_loss bigint, p_reason text, p_only_expired boolean
) returns text language plpgsql as $$
declare v_call open_call; v_result text := 'released'; v_orphan text := 'orph_' || substr(p_id, 6);
begin
  -- First of all, as whoever closes the calls of several accounts does.
  perform from ledger_account a
    where a.id = (select h.ledger_account_id from hold h where h.id = p_id) for no key update;
  delete from open_call where id = p_id and (not p_only_expired or expires_at < now()) returning * into v_call;
  if not found and p_only_expired then return 'still_open'; end if;
  if exists (select from hold where id = p_id) then
    v_result := case when p_charge > 0
                     then ledger_settle_hold(p_id, p_charge, p_description, v_call.provider || '/' || v_call.model)
                     else ledger_release_hold(p_id) end;
  end if;
  if p_loss > 0 and v_call.id is not null then
    insert into orphan (id, reason, provider, model, expected_cost)
    values (v_orphan, p_reason, v_call.provider, v_call.model, p_loss);
    perform ledger_book_loss(v_orphan, null, p_loss, p_reason);
  end if;
  return v_result;
end $$;
--> statement-breakpoint
create or replace function ledger_close_calls(
  p_ids text[], p_charges bigint[], p_descriptions text[], p_losses bigint[], p_reasons text[]
) returns setof text language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off as $$
declare v_account text; v_held bigint; v_charged bigint; v_posted bigint; v_models text[];
        v_is_usual boolean := cardinality(p_ids) > 1;
begin
  -- First of all, as whoever closes the calls of several accounts does.
  perform from ledger_account a
    where a.id in (select h.ledger_account_id from hold h where h.id = any (p_ids)) order by a.id for no key update;
  if v_is_usual then
    -- All of one account, held, not ended yet, charged no more than that, and nothing lost.
    select min(h.ledger_account_id), sum(h.amount), sum(c.charge),
           count(*) = cardinality(p_ids) and min(h.ledger_account_id) = max(h.ledger_account_id)
           and bool_and(c.charge between 1 and h.amount and c.loss = 0)
      into v_account, v_held, v_charged, v_is_usual
      from unnest(p_ids, p_charges, p_losses) as c(id, charge, loss) join hold h on h.id = c.id
     where not exists (select from hold_resolution r where r.hold_id = c.id);
  end if;
  if v_is_usual is not true then
    return query
      select ledger_close_call(c.id, c.charge, c.description, c.loss, c.reason, false)
        from unnest(p_ids, p_charges, p_descriptions, p_losses, p_reasons)
             with ordinality as c(id, charge, description, loss, reason, position)
       order by c.position;
    return;
  end if;
  with closed as (delete from open_call where id = any (p_ids) returning id, provider || '/' || model as model)
  select array_agg(closed.model order by c.position) into v_models
    from unnest(p_ids) with ordinality as c(id, position) left join closed on closed.id = c.id;
  -- Whoever ended one of them at this very moment makes this fail, and all are taken again one by one.
  insert into hold_resolution (hold_id, kind, amount)
  select c.id, 'settle', c.charge from unnest(p_ids, p_charges) as c(id, charge);
  update ledger_account a
     set posted = posted - v_charged, held = held - v_held,
         spent_today = ledger_spent_today(a) + v_charged,
         spent_on = greatest(a.spent_on, (now() at time zone 'utc')::date)
   where id = v_account
  returning posted into v_posted;
  with call as (
    select c.*, (sum(c.charge) over (order by c.position desc))::bigint - c.charge as charged_later
      from unnest(p_ids, p_charges, p_descriptions, v_models)
           with ordinality as c(id, charge, description, model, position)
  ), written as (
    insert into ledger_transaction (kind, hold_id, description, model)
    select 'settle', id, description, model from call order by position
    returning id, hold_id
  )
  insert into ledger_entry (transaction_id, ledger_account_id, amount, balance_after)
  select w.id, side.account, side.amount, side.balance
    from call c join written w on w.hold_id = c.id
   cross join lateral (values (v_account, -c.charge, v_posted + c.charged_later),
                              ('platform:revenue', c.charge, null)) side (account, amount, balance)
   order by c.position, side.amount;
  return query select 'settled'::text from generate_series(1, cardinality(p_ids));
end $$;
--> statement-breakpoint
create function ledger_close_calls_of_several(
  p_ids text[], p_charges bigint[], p_descriptions text[], p_losses bigint[], p_reasons text[], p_ledger_accounts text[]
) returns setof text language plpgsql as $$
declare v_first int := 1; v_last int; v_count int := cardinality(p_ids);
begin
  while v_first <= v_count loop
    v_last := v_first;
    while v_last < v_count and p_ledger_accounts[v_last + 1] = p_ledger_accounts[v_first] loop v_last := v_last + 1; end loop;
    perform from ledger_account where id = p_ledger_accounts[v_first] for no key update skip locked;
    if found then
      return query
        select ledger_close_calls(p_ids[v_first:v_last], p_charges[v_first:v_last], p_descriptions[v_first:v_last],
                                  p_losses[v_first:v_last], p_reasons[v_first:v_last]);
    else
      return query select null::text from generate_series(v_first, v_last);
    end if;
    v_first := v_last + 1;
  end loop;
end $$;
