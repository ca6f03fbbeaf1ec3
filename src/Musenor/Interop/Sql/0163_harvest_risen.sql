-- its dates went up at least once: equal ones alone do not show that it is sorted
alter table harvest_run add column is_risen boolean not null default false;
-- records that a whole run named, each once; null where it was not counted
alter table harvest_run add column named bigint;
