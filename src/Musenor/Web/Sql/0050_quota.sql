-- How often something was done in a window of time, by one client or for one address: shared by all machines of an installation.
-- Who it was is a keyed hash: neither addresses of machines nor of people are here.
create table quota (
    bucket  text primary key,
    taken   integer not null,
    ends_at text not null
);
create index quota_ends on quota (ends_at);

-- Key of these hashes, drawn by the first process that needs it.
create table quota_key (
    id    integer primary key check (id = 1),
    value text not null
);
