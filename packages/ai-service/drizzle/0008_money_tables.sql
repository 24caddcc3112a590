CREATE TABLE "invariant_check" (
	"id" integer PRIMARY KEY NOT NULL,
	"checked_at" timestamp (3) with time zone,
	"fully_checked_at" timestamp (3) with time zone,
	"entry_id" bigint NOT NULL,
	"next_entry_id" bigint NOT NULL,
	"result" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "open_call" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"kind" text NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"amount" bigint NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "orphan" ALTER COLUMN "job_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "orphan" ADD COLUMN "provider" text;--> statement-breakpoint
ALTER TABLE "orphan" ADD COLUMN "model" text;--> statement-breakpoint
ALTER TABLE "ledger_entry" ADD COLUMN "balance_after" bigint;--> statement-breakpoint
ALTER TABLE "ledger_transaction" ADD COLUMN "corrects" bigint;--> statement-breakpoint
CREATE INDEX "open_call_account" ON "open_call" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "open_call_expiry" ON "open_call" USING btree ("expires_at");--> statement-breakpoint
ALTER TABLE "ledger_transaction" ADD CONSTRAINT "ledger_transaction_corrects_ledger_transaction_id_fk" FOREIGN KEY ("corrects") REFERENCES "public"."ledger_transaction"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "job_finished" ON "job" USING btree ("finished_at") WHERE "job"."finished_at" is not null;--> statement-breakpoint
CREATE INDEX "ledger_transaction_corrects" ON "ledger_transaction" USING btree ("corrects") WHERE "ledger_transaction"."corrects" is not null;--> statement-breakpoint
ALTER TABLE "ledger_transaction" ADD CONSTRAINT "adjustment_names_what_it_corrects" CHECK (("ledger_transaction"."kind" = 'adjustment') = ("ledger_transaction"."corrects" is not null));