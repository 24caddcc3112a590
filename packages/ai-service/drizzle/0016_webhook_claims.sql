DROP INDEX "webhook_delivery_lane";--> statement-breakpoint
ALTER TABLE "webhook_delivery" ADD COLUMN "claim_token" text;--> statement-breakpoint
CREATE INDEX "webhook_delivery_turn" ON "webhook_delivery" USING btree ("account_id","next_attempt_at") WHERE "webhook_delivery"."status" = 'pending' and "webhook_delivery"."lease_until" is null;--> statement-breakpoint
CREATE INDEX "webhook_delivery_lane_turn" ON "webhook_delivery" USING btree ("account_id","lane","next_attempt_at") WHERE "webhook_delivery"."status" = 'pending' and "webhook_delivery"."lease_until" is null;--> statement-breakpoint
-- As before, but looks only at endpoints that are there: those have an index.
create or replace function tell_job_event(
  p_job_id text, p_account_id text, p_sequence int, p_type text, p_data jsonb
) returns int language plpgsql as $$
declare v_deliveries int := 0;
begin
  -- Most accounts have no receiver: then there is nothing to write but the event.
  if exists (select from webhook_endpoint where account_id = p_account_id and deleted_at is null)
     or exists (select from job_webhook where job_id = p_job_id) then
    select count(queue_tick('deliver', delivery)) into v_deliveries
      from record_job_event(p_job_id, p_account_id, p_sequence, p_type, p_data) as delivery;
  else
    insert into job_event (job_id, sequence, type, data) values (p_job_id, p_sequence, p_type, p_data);
  end if;
  return v_deliveries;
end $$;
--> statement-breakpoint
-- Takes deliveries that are due: lease, fence and a line in their log, before the first byte. The account with the fewest in hand
-- goes first, within an account the lane with the fewest, then the oldest. Claims take turns, so that neither gets above its limit.
-- What it costs depends on the accounts that wait, and the lanes of those whose turn it is, not on their deliveries.
create function webhook_claim(
  p_token text, p_room int, p_per_lane int, p_per_account int, p_lease_seconds float8, p_retries int
) returns void language plpgsql
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off set jit = off as $$
declare
  v_now timestamptz;
  -- Of an account with more lanes than these, the oldest that are due are looked at besides.
  v_lanes constant int := 100;
begin
  perform pg_advisory_xact_lock(hashtext('jointo:webhook_claim'));
  v_now := clock_timestamp();

  -- An attempt whose sender died counts like one that failed, so that no delivery can kill senders for ever.
  update webhook_delivery set lease_until = null, plan_step = plan_step + 1
   where id in (select id from webhook_delivery
                 where lease_until is not null and lease_until <= v_now and status = 'pending' for update skip locked);

  with recursive busy as materialized (
    select account_id, lane, count(*)::int as in_hand from webhook_delivery
     where lease_until is not null and lease_until > v_now group by account_id, lane
  ),
  load as materialized (select account_id, sum(in_hand)::int as in_hand from busy group by account_id),
  waiting (account_id, next_attempt_at) as (
    (select account_id, next_attempt_at from webhook_delivery
      where status = 'pending' and lease_until is null order by account_id, next_attempt_at limit 1)
    union all
    select following.* from waiting w cross join lateral (
      select d.account_id, d.next_attempt_at from webhook_delivery d
       where d.status = 'pending' and d.lease_until is null and d.account_id > w.account_id
       order by d.account_id, d.next_attempt_at limit 1) following
  ),
  chosen as materialized (
    select w.account_id, coalesce(load.in_hand, 0) as in_hand from waiting w left join load using (account_id)
     where w.next_attempt_at <= v_now and coalesce(load.in_hand, 0) < p_per_account
     order by 2, w.next_attempt_at limit p_room
  ),
  walk (account_id, lane, next_attempt_at, step) as (
    select c.account_id, first.*, 1 from chosen c cross join lateral (
      select d.lane, d.next_attempt_at from webhook_delivery d
       where d.status = 'pending' and d.lease_until is null and d.account_id = c.account_id
       order by d.lane, d.next_attempt_at limit 1) first
    union all
    select w.account_id, following.*, w.step + 1 from walk w cross join lateral (
      select d.lane, d.next_attempt_at from webhook_delivery d
       where d.status = 'pending' and d.lease_until is null and d.account_id = w.account_id and d.lane > w.lane
       order by d.lane, d.next_attempt_at limit 1) following
     where w.step < v_lanes
  ),
  due (account_id, lane) as (
    select account_id, lane from walk where next_attempt_at <= v_now
    union
    select w.account_id, oldest.lane from walk w cross join lateral (
      select d.lane from webhook_delivery d
       where d.status = 'pending' and d.lease_until is null and d.account_id = w.account_id and d.next_attempt_at <= v_now
       order by d.next_attempt_at limit 10 * v_lanes) oldest
     where w.step = v_lanes
  ),
  candidate as (
    select next.id, next.next_attempt_at, c.account_id, c.in_hand,
           coalesce(busy.in_hand, 0) + row_number() over (partition by due.account_id, due.lane order by next.next_attempt_at)
             as lane_place
      from due join chosen c using (account_id)
      left join busy on busy.account_id = due.account_id and busy.lane = due.lane
     cross join lateral (
       select d.id, d.next_attempt_at from webhook_delivery d
        where d.status = 'pending' and d.lease_until is null and d.account_id = due.account_id and d.lane = due.lane
          and d.next_attempt_at <= v_now
        order by d.next_attempt_at limit greatest(0, p_per_lane - coalesce(busy.in_hand, 0))) next
  ),
  ranked as (
    select id, next_attempt_at,
           in_hand + row_number() over (partition by account_id order by lane_place, next_attempt_at) as place
      from candidate
  ),
  turn as (
    select id from ranked where place <= p_per_account order by place, next_attempt_at limit p_room
  ),
  mine as materialized (
    select id, account_id, endpoint_id, plan_step from webhook_delivery
     where id in (select id from turn) and status = 'pending' and lease_until is null for update skip locked
  ),
  judged as materialized (
    select m.id,
           case when e.deleted_at is not null then 'endpoint_deleted'
                when e.disabled_at is not null then 'endpoint_disabled'
                when m.plan_step > p_retries then 'attempts_exhausted' end as closed
      from mine m left join webhook_endpoint e on e.id = m.endpoint_id and e.account_id = m.account_id
  ),
  closed as (
    update webhook_delivery d
       set status = 'failed', error_code = j.closed, finished_at = v_now, next_attempt_at = null
      from judged j where d.id = j.id and j.closed is not null
  ),
  taken as (
    update webhook_delivery d
       set lease_until = v_now + p_lease_seconds * interval '1 second', fence = d.fence + 1,
           attempt_count = d.attempt_count + 1, claim_token = p_token
      from judged j where d.id = j.id and j.closed is null
    returning d.id, d.attempt_count
  )
  insert into webhook_attempt (delivery_id, number, created_at) select id, attempt_count, v_now from taken;
end $$;
--> statement-breakpoint
-- What a claim has taken, with all that is needed to send it.
create function webhook_claimed(p_token text) returns table (
  id text, endpoint_id text, event_id text, payload text, url text, secrets text[], sent_at float8,
  attempt_count int, plan_step int, fence int
) language plpgsql stable
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off set jit = off as $$
#variable_conflict use_column
begin
  return query
    select d.id, d.endpoint_id, d.event_id, d.payload, coalesce(e.url, d.url, ''),
           array(select s.secret from webhook_secret s
                  where s.account_id = d.account_id
                    and (s.endpoint_id = d.endpoint_id or s.endpoint_id is null and d.endpoint_id is null)
                    and (s.expires_at is null or s.expires_at > now())
                  order by s.created_at desc, s.id desc),
           extract(epoch from a.created_at)::float8, d.attempt_count, d.plan_step, d.fence
      from webhook_delivery d
      join webhook_attempt a on a.delivery_id = d.id and a.number = d.attempt_count
      left join webhook_endpoint e on e.id = d.endpoint_id and e.account_id = d.account_id
     where d.lease_until is not null and d.claim_token = p_token;
end $$;
