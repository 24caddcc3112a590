-- Direct calls. One lock on the customer's row; the open call and its hold appear together.

create function ledger_open_call(
  p_id text, p_account_id text, p_ledger_account text, p_amount bigint, p_lease_seconds int,
  p_kind text, p_provider text, p_model text, p_most_open int
) returns text language plpgsql as $$
begin
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
-- The end of a direct call: what it costs (0: nothing) and what the vendor may have charged us for nothing.
-- A second end changes nothing and says what the first one did.
create function ledger_close_call(
  p_id text, p_charge bigint, p_description text, p_loss bigint, p_reason text, p_only_expired boolean
) returns text language plpgsql as $$
declare v_call open_call; v_result text := 'released'; v_orphan text := 'orph_' || substr(p_id, 6);
begin
  delete from open_call where id = p_id and (not p_only_expired or expires_at < now()) returning * into v_call;
  if not found and p_only_expired then return 'still_open'; end if;
  if exists (select from hold where id = p_id) then
    v_result := case when p_charge > 0 then ledger_settle_hold(p_id, p_charge, p_description)
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
-- Takes back what a transaction moved, in part or whole, or gives back what was taken: never more than it moved,
-- and never more than is available. A repeated reference changes nothing.
create function ledger_adjust(
  p_ledger_account text, p_amount bigint, p_corrects bigint, p_description text, p_reference text
) returns text language plpgsql as $$
declare v_available bigint; v_moved bigint; v_other text; v_kind text; v_corrected bigint; v_id bigint;
begin
  if p_amount = 0 then raise exception 'an adjustment moves something'; end if;
  select posted - held into v_available from ledger_account
   where id = p_ledger_account and account_id is not null for no key update;
  if not found then return 'no_account'; end if;
  if exists (select from ledger_transaction where reference = p_reference) then
    return case when exists (
      select from ledger_transaction t join ledger_entry e on e.transaction_id = t.id
       where t.reference = p_reference and t.kind = 'adjustment' and t.corrects = p_corrects
         and e.ledger_account_id = p_ledger_account and e.amount = p_amount
    ) then 'repeated' else 'reference_reused' end;
  end if;
  select e.amount, t.kind into v_moved, v_kind from ledger_entry e join ledger_transaction t on t.id = e.transaction_id
   where e.transaction_id = p_corrects and e.ledger_account_id = p_ledger_account;
  if not found then return 'no_transaction'; end if;
  if v_kind = 'adjustment' then return 'is_adjustment'; end if;
  select coalesce(sum(e.amount), 0) + p_amount into v_corrected
    from ledger_transaction t join ledger_entry e on e.transaction_id = t.id
   where t.corrects = p_corrects and e.ledger_account_id = p_ledger_account;
  -- Between nothing and everything of what was moved.
  if v_corrected < least(0, -v_moved) or v_corrected > greatest(0, -v_moved) then return 'too_much'; end if;
  if v_available + p_amount < 0 then return 'too_little'; end if;
  select ledger_account_id into v_other from ledger_entry
   where transaction_id = p_corrects and ledger_account_id <> p_ledger_account;
  update ledger_account set posted = posted + p_amount where id = p_ledger_account;
  insert into ledger_transaction (kind, reference, corrects, job_id, description)
  select 'adjustment', p_reference, p_corrects, job_id, p_description from ledger_transaction where id = p_corrects
  returning id into v_id;
  insert into ledger_entry (transaction_id, ledger_account_id, amount)
  values (v_id, v_other, -p_amount), (v_id, p_ledger_account, p_amount);
  return 'adjusted';
exception when unique_violation then
  -- The same reference, at the same moment, for another account.
  return 'reference_reused';
end $$;
--> statement-breakpoint
-- The balance that an entry leaves. The ledger's verbs change the customer's row first and hold its lock, so the
-- entries of one account are a chain in the order of their ids.
create function ledger_note_balance() returns trigger language plpgsql as $$
begin
  select posted into new.balance_after from ledger_account
   where id = new.ledger_account_id and account_id is not null;
  return new;
end $$;
--> statement-breakpoint
create trigger ledger_entry_balance before insert on ledger_entry
  for each row execute function ledger_note_balance();
--> statement-breakpoint
alter table ledger_entry disable trigger ledger_entry_append_only;
--> statement-breakpoint
update ledger_entry e set balance_after = chain.balance
  from (
    select l.id, sum(l.amount) over (partition by l.ledger_account_id order by l.id) as balance
      from ledger_entry l join ledger_account a on a.id = l.ledger_account_id
     where a.account_id is not null
  ) chain
 where chain.id = e.id;
--> statement-breakpoint
alter table ledger_entry enable trigger ledger_entry_append_only;
--> statement-breakpoint
-- What is written stays, also for those who would empty a table.
create trigger ledger_entry_never_emptied before truncate on ledger_entry execute function refuse_change();
--> statement-breakpoint
create trigger ledger_transaction_never_emptied before truncate on ledger_transaction
  execute function refuse_change();
--> statement-breakpoint
create trigger hold_resolution_never_emptied before truncate on hold_resolution execute function refuse_change();
--> statement-breakpoint
create trigger hold_append_only before update or delete on hold for each row execute function refuse_change();
--> statement-breakpoint
create trigger hold_never_emptied before truncate on hold execute function refuse_change();
--> statement-breakpoint
create trigger orphan_append_only before update or delete on orphan for each row execute function refuse_change();
--> statement-breakpoint
create trigger orphan_never_emptied before truncate on orphan execute function refuse_change();
--> statement-breakpoint
drop trigger job_event_append_only on job_event;
--> statement-breakpoint
create trigger job_event_append_only before update or delete on job_event
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger job_event_never_emptied before truncate on job_event execute function refuse_change();
--> statement-breakpoint
insert into invariant_check (id, entry_id, next_entry_id, result) values (1, 0, 0, '[]');
