-- Files that were kept before objects had rows of their own.
insert into stored_object (key, content) select distinct storage_key, storage_key from asset;
