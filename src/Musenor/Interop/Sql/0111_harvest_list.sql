-- Where the list of a run stands, beyond its token: what a resumed run must know to begin it again without losing or skipping anything.
-- « from » really asked: later than that of the window when the source sorts by date and a token died
alter table harvest_run add column list_from text not null default '';
-- the page after which this list began, and how many identifiers of its own it gave
alter table harvest_run add column list_page integer not null default 0;
alter table harvest_run add column list_seen bigint not null default 0;
alter table harvest_run add column top_stamp text not null default '';
alter table harvest_run add column is_ascending boolean not null default true;
alter table harvest_run add column window_restarts integer not null default 0;
-- windows of a month, of a day; empty: one window
alter table harvest_run add column step text not null default '';
-- the source does not know the set: everything is asked, and kept by its setSpecs
alter table harvest_run add column is_filtered boolean not null default false;
-- the list could not be trusted: a loop, a hole that a second look did not explain
alter table harvest_run add column is_doubtful boolean not null default false;
alter table harvest_run add column token_expires text;
-- this host may be a private address: told on the command line, by whoever holds the machine
alter table harvest_source add column private_host text not null default '';
-- records that vanished and that a person must look at before they are deleted
alter table harvest_source add column vanished bigint not null default 0;
