CREATE TABLE "call_key" (
	"account_id" text NOT NULL,
	"route" text NOT NULL,
	"key" text NOT NULL,
	"fingerprint" text NOT NULL,
	"hold_id" text NOT NULL,
	"reply" text,
	"ended_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "call_key_account_id_route_key_pk" PRIMARY KEY("account_id","route","key")
);
--> statement-breakpoint
CREATE INDEX "call_key_age" ON "call_key" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "call_key_reply_age" ON "call_key" USING btree ("created_at") WHERE "call_key"."reply" is not null;