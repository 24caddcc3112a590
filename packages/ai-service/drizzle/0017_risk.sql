ALTER TABLE "job" ADD COLUMN "free_attempt_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "vendor_state" ADD COLUMN "most_on_the_way" integer;--> statement-breakpoint
ALTER TABLE "vendor_state" ADD COLUMN "throttle_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE TABLE "vendor_risk" (
	"provider" text PRIMARY KEY NOT NULL,
	"at_risk" bigint NOT NULL,
	"counted_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "orphan_vendor" ON "orphan" USING btree ("provider","created_at");--> statement-breakpoint
ALTER TABLE "attempt" ADD COLUMN "provider" text;--> statement-breakpoint
CREATE UNIQUE INDEX "attempt_vendor_task" ON "attempt" USING btree ("provider","vendor_task_id") WHERE "attempt"."provider" is not null;--> statement-breakpoint
CREATE INDEX "attempt_closed" ON "attempt" USING btree ("closed_at") WHERE "attempt"."closed_at" is not null;
--> statement-breakpoint
-- What may be lost at a vendor: submissions and calls that are on their way or without an answer, and those of the last day that were
-- given up. It must cost the same however much has ended.
create function vendor_at_risk(p_provider text) returns bigint
language plpgsql stable set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
  return (select coalesce(sum(quoted), 0) from job
           where finished_at is null and state in ('submitting', 'submit_unknown') and provider = p_provider)
       + (select coalesce(sum(amount), 0) from open_call where provider = p_provider)
       + vendor_maybe_lost(p_provider);
end $$;
--> statement-breakpoint
create function vendor_maybe_lost(p_provider text) returns bigint
language plpgsql stable set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
  return (
    select coalesce(sum(expected_cost), 0) from (
      select o.expected_cost, o.reason from orphan o
       where o.provider = p_provider and o.created_at > now() - interval '1 day'
      union all
      -- Of earlier versions.
      select o.expected_cost, o.reason from orphan o join job j on j.id = o.job_id and j.provider = p_provider
       where o.provider is null and o.created_at > now() - interval '1 day'
    ) lost
     where reason in ('unknown_window_over', 'refund_by_hand', 'resubmit', 'resubmit_by_hand', 'call_unclear', 'call_broken',
                      'call_abandoned'));
end $$;
--> statement-breakpoint
-- Whether a direct call may begin. Far below the limit the count of the last second will do, so that a call costs little however
-- many are open; near it each is counted, one at a time.
create function vendor_lets_in(p_provider text, p_amount bigint, p_most_at_risk bigint) returns boolean
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
        insert into vendor_risk (provider, at_risk, counted_at) values (p_provider, v_risk, clock_timestamp())
        on conflict do nothing;
      end if;
    end if;
  end if;
  if (v_risk + p_amount) * 5 <= p_most_at_risk * 4 and p_amount * 100 <= p_most_at_risk then return true; end if;
  perform pg_advisory_xact_lock(hashtext('jointo:risk:' || p_provider));
  v_risk := vendor_at_risk(p_provider);
  return v_risk < p_most_at_risk and (v_risk = 0 or v_risk + p_amount <= p_most_at_risk);
end $$;
--> statement-breakpoint
drop function ledger_open_call(text, text, text, bigint, int, text, text, text, int);
--> statement-breakpoint
create function ledger_open_call(
  p_id text, p_account_id text, p_ledger_account text, p_amount bigint, p_lease_seconds int,
  p_kind text, p_provider text, p_model text, p_most_open int, p_most_at_risk bigint default null
) returns text language plpgsql as $$
begin
  if not vendor_lets_in(p_provider, p_amount, p_most_at_risk) then return 'vendor_closed'; end if;
  perform from ledger_account where id = p_ledger_account for no key update;
  if not found then return 'no_account'; end if;
  if (select count(*) from open_call where account_id = p_account_id) >= p_most_open then
    return 'too_many';
  end if;
  if p_amount > 0 and not ledger_open_hold(p_id, p_ledger_account, p_amount, null, null) then
    return 'too_little';
  end if;
  insert into open_call (id, account_id, kind, provider, model, amount, expires_at)
  values (p_id, p_account_id, p_kind, p_provider, p_model, p_amount,
          now() + p_lease_seconds * interval '1 second');
  return 'opened';
end $$;
--> statement-breakpoint
drop function ledger_open_calls(text, text, int, int, text[], bigint[], text[], text[], text[]);
--> statement-breakpoint
create function ledger_open_calls(
  p_account_id text, p_ledger_account text, p_lease_seconds int, p_most_open int,
  p_ids text[], p_amounts bigint[], p_kinds text[], p_providers text[], p_models text[], p_most_at_risk bigint default null
) returns setof text language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off as $$
declare v_total bigint; v_fits boolean := cardinality(p_ids) > 1;
begin
  if v_fits then
    select sum(amount) into v_total from unnest(p_amounts) amount;
    -- Before the account's row, which many may want.
    v_fits := not exists (
      select from unnest(p_providers, p_amounts) as c(provider, amount)
       group by c.provider having not vendor_lets_in(c.provider, sum(c.amount)::bigint, p_most_at_risk));
  end if;
  if v_fits then
    perform from ledger_account where id = p_ledger_account for no key update;
    v_fits := found and (select count(*) from open_call where account_id = p_account_id) + cardinality(p_ids) <= p_most_open;
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
                              p_most_open, p_most_at_risk)
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
-- What is open has an owner from here on.
update attempt a set provider = t.provider
  from (
    select distinct on (j.provider, o.vendor_task_id) o.id, j.provider
      from job j join attempt o on o.job_id = j.id
     where j.finished_at is null and o.vendor_task_id is not null
     order by j.provider, o.vendor_task_id, o.created_at
  ) t
 where t.id = a.id;
