CREATE TABLE "awaited_job" (
	"job_id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"route" text NOT NULL,
	"fingerprint" text NOT NULL,
	"waiter" text NOT NULL,
	"process" integer NOT NULL,
	"waits_since" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"left_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE INDEX "awaited_job_order" ON "awaited_job" USING btree ("account_id","route","fingerprint");--> statement-breakpoint
CREATE INDEX "awaited_job_age" ON "awaited_job" USING btree ("waits_since");--> statement-breakpoint
CREATE INDEX "asset_newest" ON "asset" USING btree ("account_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);