ALTER TABLE "job" ADD COLUMN "free_attempt_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "vendor_state" ADD COLUMN "most_on_the_way" integer;--> statement-breakpoint
ALTER TABLE "vendor_state" ADD COLUMN "throttle_count" integer DEFAULT 0 NOT NULL;