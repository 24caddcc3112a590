CREATE TABLE "account_load" (
	"account_id" text PRIMARY KEY NOT NULL,
	"in_flight" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "vendor_state" (
	"provider" text PRIMARY KEY NOT NULL,
	"paused_until" timestamp (3) with time zone,
	"reason" text,
	"changed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "idempotency_key" DROP CONSTRAINT "idempotency_key_account_id_account_id_fk";
--> statement-breakpoint
ALTER TABLE "job" DROP CONSTRAINT "job_account_id_account_id_fk";
--> statement-breakpoint
ALTER TABLE "hold" DROP CONSTRAINT "hold_ledger_account_id_ledger_account_id_fk";
--> statement-breakpoint
ALTER TABLE "ledger_entry" DROP CONSTRAINT "ledger_entry_ledger_account_id_ledger_account_id_fk";
--> statement-breakpoint
DROP INDEX "hold_account";--> statement-breakpoint
DROP INDEX "hold_expiry";--> statement-breakpoint
ALTER TABLE "account" ADD COLUMN "max_concurrent_jobs" integer;--> statement-breakpoint
ALTER TABLE "job" ADD COLUMN "priority" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "ledger_account" ADD COLUMN "daily_limit" bigint;--> statement-breakpoint
ALTER TABLE "ledger_account" ADD COLUMN "spent_today" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "ledger_account" ADD COLUMN "spent_on" date;--> statement-breakpoint
CREATE INDEX "job_waiting" ON "job" USING btree ("provider","account_id","priority" DESC NULLS FIRST,"created_at") WHERE "job"."state" = 'queued';--> statement-breakpoint
CREATE INDEX "orphan_created" ON "orphan" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "orphan_job" ON "orphan" USING btree ("job_id");--> statement-breakpoint
CREATE INDEX "hold_expiry" ON "hold" USING btree ("expires_at") WHERE "hold"."expires_at" is not null;
-- "job"."rescued_at" stays, unused: processes of the version before name it in every statement until the last one has ended.
