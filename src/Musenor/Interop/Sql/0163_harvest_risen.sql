-- its dates went up at least once: equal ones alone do not show that it is sorted
alter table harvest_run add column is_risen boolean not null default false;
