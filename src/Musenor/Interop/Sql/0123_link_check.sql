-- Addresses at their sources of the works that were harvested, as they answered the last time they were asked.
create table link_check (
    url        text primary key,
    source     text not null references harvest_source (code),
    ref        text not null,
    -- page, picture, manifest
    kind       text not null,
    -- answer of HTTP; 0: none
    status     integer not null,
    -- empty: it works; gone, fault, refused, timeout, private, kind (no picture where one is said)
    problem    text not null default '',
    checked_at text not null,
    -- when it stopped working; null: it works
    broken_at  text,
    tries      integer not null default 1
);
create index link_check_source on link_check (source, problem, checked_at);

alter table mapping_progress add column links_cursor integer not null default 0;
