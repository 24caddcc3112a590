-- Polling claims tasks by provider. Who writes a task without one gets it from the job.
create function fill_vendor_task_provider() returns trigger language plpgsql as $$
begin
  select j.provider into new.provider from job j where j.id = new.job_id;
  return new;
end $$;
--> statement-breakpoint
create trigger vendor_task_has_provider before insert on vendor_task
  for each row when (new.provider is null) execute function fill_vendor_task_provider();
--> statement-breakpoint
update vendor_task t set provider = j.provider, started_at = j.state_changed_at from job j where j.id = t.job_id;
--> statement-breakpoint
-- Every look rewrites its row and its place in the index: room for that, and dead rows are swept up early.
alter table vendor_task set (
  fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000
);
