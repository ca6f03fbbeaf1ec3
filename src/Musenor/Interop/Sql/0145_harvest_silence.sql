-- Sources that answer nothing: runs that pause again and again without one page between them.
-- since when; null: it answered the last time
alter table harvest_source add column silent_since text;
-- pauses in a row, and whether the team was told of this silence
alter table harvest_source add column silent_tries integer not null default 0;
alter table harvest_source add column is_silence_told boolean not null default false;
