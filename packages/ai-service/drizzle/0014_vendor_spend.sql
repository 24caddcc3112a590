ALTER TABLE "ledger_transaction" ADD COLUMN "model" text;--> statement-breakpoint
CREATE INDEX "ledger_transaction_call" ON "ledger_transaction" USING btree ("created_at") WHERE "ledger_transaction"."model" is not null;--> statement-breakpoint
-- As before, and for a direct call it says of which model.
drop function ledger_post(text, text, text, text, text, text, text, bigint);
--> statement-breakpoint
create function ledger_post(
  p_kind text, p_reference text, p_hold_id text, p_job_id text, p_description text,
  p_from text, p_to text, p_amount bigint, p_model text default null
) returns void language plpgsql as $$
declare v_transaction bigint;
begin
  insert into ledger_transaction (kind, reference, hold_id, job_id, description, model)
  values (p_kind, p_reference, p_hold_id, p_job_id, p_description, p_model)
  returning id into v_transaction;
  insert into ledger_entry (transaction_id, ledger_account_id, amount)
  values (v_transaction, p_from, -p_amount), (v_transaction, p_to, p_amount);
end $$;
--> statement-breakpoint
drop function ledger_settle_hold(text, bigint, text);
--> statement-breakpoint
create function ledger_settle_hold(p_hold_id text, p_amount bigint, p_description text, p_model text default null)
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
                      v_hold.ledger_account_id, 'platform:revenue', p_amount, p_model);
  return 'settled';
end $$;
--> statement-breakpoint
create or replace function ledger_close_call(
  p_id text, p_charge bigint, p_description text, p_loss bigint, p_reason text, p_only_expired boolean
) returns text language plpgsql as $$
declare v_call open_call; v_result text := 'released'; v_orphan text := 'orph_' || substr(p_id, 6);
begin
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
-- A vendor whose work of a day costs as much as the deployment allows gets no more of it.
create or replace function ledger_open_call(
  p_id text, p_account_id text, p_ledger_account text, p_amount bigint, p_lease_seconds int,
  p_kind text, p_provider text, p_model text, p_most_open int
) returns text language plpgsql as $$
begin
  if exists (select from vendor_state
              where provider = p_provider and reason = 'spend_limit' and paused_until > now()) then
    return 'vendor_closed';
  end if;
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
