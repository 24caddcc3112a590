CREATE TABLE "stored_object" (
	"key" text PRIMARY KEY NOT NULL,
	"content" text NOT NULL,
	"check_at" timestamp (3) with time zone,
	"removed_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stored_object_use" (
	"key" text NOT NULL,
	"holder" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "stored_object_use_key_holder_pk" PRIMARY KEY("key","holder")
);
--> statement-breakpoint
ALTER TABLE "asset" ADD COLUMN "last_used_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "asset" ADD COLUMN "deleted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "stored_object_use" ADD CONSTRAINT "stored_object_use_key_stored_object_key_fk" FOREIGN KEY ("key") REFERENCES "public"."stored_object"("key") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "stored_object_content" ON "stored_object" USING btree ("content") WHERE "stored_object"."removed_at" is null;--> statement-breakpoint
CREATE INDEX "stored_object_check" ON "stored_object" USING btree ("check_at") WHERE "stored_object"."check_at" is not null;--> statement-breakpoint
CREATE INDEX "stored_object_use_holder" ON "stored_object_use" USING btree ("holder");--> statement-breakpoint
CREATE INDEX "asset_storage_key" ON "asset" USING btree ("storage_key") WHERE "asset"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "asset_result_age" ON "asset" USING btree ("created_at") WHERE "asset"."deleted_at" is null and "asset"."job_id" is not null;--> statement-breakpoint
CREATE INDEX "asset_upload_age" ON "asset" USING btree (coalesce("last_used_at", "created_at")) WHERE "asset"."deleted_at" is null and "asset"."job_id" is null;--> statement-breakpoint
CREATE INDEX "idempotency_key_age" ON "idempotency_key" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "job_input_age" ON "job_input" USING btree ("created_at");