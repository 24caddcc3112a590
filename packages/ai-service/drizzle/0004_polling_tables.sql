CREATE TABLE "model_pace" (
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"kind" text NOT NULL,
	"samples" integer[] NOT NULL,
	"early_ms" integer,
	"late_ms" integer,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "model_pace_provider_model_kind_pk" PRIMARY KEY("provider","model","kind")
);
--> statement-breakpoint
DROP INDEX "vendor_task_due";--> statement-breakpoint
ALTER TABLE "vendor_task" ADD COLUMN "provider" text;--> statement-breakpoint
ALTER TABLE "vendor_task" ADD COLUMN "started_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "vendor_task" ADD COLUMN "looked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "vendor_task" ADD COLUMN "failure_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "vendor_task" ADD COLUMN "late_ms" integer;--> statement-breakpoint
CREATE INDEX "vendor_task_due_of_provider" ON "vendor_task" USING btree ("provider","next_poll_at");