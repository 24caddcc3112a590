ALTER TABLE "job" ADD COLUMN "trace_parent" text DEFAULT nullif(current_setting('jointo.trace_parent', true), '');--> statement-breakpoint
-- Last: nobody can read the table from here to the end of the upgrade.
DROP INDEX "asset_account";
