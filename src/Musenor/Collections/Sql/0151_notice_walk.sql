-- Walks of the API: of one museum in the order of revisions, and from the first change of a time on.
create index notice_column_museum on notice_column (museum_id, revision);
create index notice_column_changed on notice_column (changed_at, revision);
