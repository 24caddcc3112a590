-- The calls of several accounts that take a turn together, each account by the functions for one. An account whose row somebody else
-- holds is left out, and its calls answer with null: nobody waits for another customer's row.

create function ledger_open_calls_of_several(
  p_account_ids text[], p_ledger_accounts text[], p_lease_seconds int, p_most_open int,
  p_ids text[], p_amounts bigint[], p_kinds text[], p_providers text[], p_models text[], p_most_at_risk bigint default null
) returns setof text language plpgsql as $$
declare v_first int := 1; v_last int; v_count int := cardinality(p_ids);
begin
  -- Before any account's row. Where a vendor's limit is near, or the calls are no trifle beside it, each account is looked at alone.
  if exists (select from unnest(p_providers, p_amounts) as c(provider, amount)
              group by c.provider
             having sum(c.amount) * 100 > p_most_at_risk
                 or not vendor_lets_in(c.provider, sum(c.amount)::bigint, p_most_at_risk)) then
    return query select null::text from generate_series(1, v_count);
    return;
  end if;
  while v_first <= v_count loop
    v_last := v_first;
    while v_last < v_count and p_account_ids[v_last + 1] = p_account_ids[v_first] loop v_last := v_last + 1; end loop;
    perform from ledger_account where id = p_ledger_accounts[v_first] for no key update skip locked;
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
