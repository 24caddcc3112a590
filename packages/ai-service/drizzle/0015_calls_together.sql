-- The calls of one account that take a turn together, for little more than what one of them costs. Who alone is
-- out of the ordinary is found one by one, by the functions for one call: all of them then go that way.

-- They look up at most as many rows as they are given, whatever the statistics of a young table say.
create function ledger_open_calls(
  p_account_id text, p_ledger_account text, p_lease_seconds int, p_most_open int,
  p_ids text[], p_amounts bigint[], p_kinds text[], p_providers text[], p_models text[]
) returns setof text language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off as $$
declare v_total bigint; v_fits boolean := cardinality(p_ids) > 1;
begin
  if v_fits then
    select sum(amount) into v_total from unnest(p_amounts) amount;
    perform from ledger_account where id = p_ledger_account for no key update;
    v_fits := found
      and (select count(*) from open_call where account_id = p_account_id) + cardinality(p_ids) <= p_most_open
      and not exists (select from vendor_state
                       where provider = any (p_providers) and reason = 'spend_limit' and paused_until > now());
  end if;
  if v_fits and v_total > 0 then
    update ledger_account set held = held + v_total
     where id = p_ledger_account and posted - held >= v_total
       and (daily_limit is null or ledger_spent_today(ledger_account) + held + v_total <= daily_limit);
    v_fits := found;
  end if;
  if not v_fits then
    return query
      select ledger_open_call(c.id, p_account_id, p_ledger_account, c.amount, p_lease_seconds, c.kind, c.provider, c.model,
                              p_most_open)
        from unnest(p_ids, p_amounts, p_kinds, p_providers, p_models)
             with ordinality as c(id, amount, kind, provider, model, position)
       order by c.position;
    return;
  end if;
  insert into hold (id, ledger_account_id, amount)
  select c.id, p_ledger_account, c.amount from unnest(p_ids, p_amounts) as c(id, amount) where c.amount > 0;
  insert into open_call (id, account_id, kind, provider, model, amount, expires_at)
  select c.id, p_account_id, c.kind, c.provider, c.model, c.amount, now() + p_lease_seconds * interval '1 second'
    from unnest(p_ids, p_amounts, p_kinds, p_providers, p_models) as c(id, amount, kind, provider, model);
  return query select 'opened'::text from generate_series(1, cardinality(p_ids));
end $$;
--> statement-breakpoint
create function ledger_close_calls(
  p_ids text[], p_charges bigint[], p_descriptions text[], p_losses bigint[], p_reasons text[]
) returns setof text language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off as $$
declare v_account text; v_held bigint; v_charged bigint; v_posted bigint; v_models text[];
        v_is_usual boolean := cardinality(p_ids) > 1;
begin
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
-- Only where somebody else has not done it: of several entries of one account that are written at once each knows its own balance.
drop trigger ledger_entry_balance on ledger_entry;
--> statement-breakpoint
create trigger ledger_entry_balance before insert on ledger_entry
  for each row when (new.balance_after is null and not starts_with(new.ledger_account_id, 'platform:'))
  execute function ledger_note_balance();
